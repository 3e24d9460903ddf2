/** Steps on Home. */
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { context, escapeMrkdwn, section } from "../slack/blocks.ts";
import { foldList, type Group, type HomeSection, withHeading } from "../slack/home.ts";
import { approvalActs } from "./gate-messages.ts";
import { stepActs } from "./step-acts.ts";
import { stepNouns, titleIn } from "./step-messages.ts";
import { type AtHand, stepsAtHand } from "./steps-at-hand.ts";
import { trackTexts } from "./texts.ts";
import { dueOf, isLate, type TrackStep } from "./tracks.ts";

const SHOWN = 3;

/** *Your steps*, each with what can be done. */
export function mineSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const atHand = await stepsAtHand(services, visitor);
    if (!atHand) return [];
    const { reader } = visitor;
    const texts = textsFor(trackTexts, reader).home;
    const groups = atHand.mine.map((step, place): Group => {
      const itemId = step.stands.item_id ?? "";
      const isOpen = step.state === "open";
      const state = isOpen ? day(visitor, step) : texts.toApprove(nameOf(atHand, step.ownerId), day(visitor, step));
      return [
        ...(place === 0 ? [context(`*${texts.mine}*`)] : []),
        section(lineOf(reader, atHand, step, state)),
        isOpen ? stepActs(reader, step, atHand.all.get(step.track.id) ?? []) : approvalActs(reader, itemId),
      ];
    });
    const together = (count: number) => stepNouns(reader, count);
    return foldList(groups, { key: "steps", shown: SHOWN, more: texts.more, together });
  };
}

/** *Waits for me* and *I wait for*. */
export function seamsSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const atHand = await stepsAtHand(services, visitor);
    if (!atHand) return [];
    const { reader } = visitor;
    const texts = textsFor(trackTexts, reader).home;
    const titleOf = ({ title }: TrackStep) => escapeMrkdwn(textsFor(title, reader));
    const isMine = ({ current }: AtHand["waiting"][number]) => atHand.mine.includes(current);
    const next = atHand.waiting.filter(isMine).map(({ current, step, by }): Group => {
      return [section(lineOf(reader, atHand, step, texts.once(nameOf(atHand, by), titleOf(current))))];
    });
    const ofOthers = atHand.waiting.filter((each) => !isMine(each));
    const awaited = ofOthers.map(({ current, step }): Group => {
      const isOpen = current.state === "open";
      const name = nameOf(atHand, isOpen ? current.ownerId : current.askedOf);
      const fact = texts.with(titleOf(current), name, day(visitor, current));
      return [section(lineOf(reader, atHand, step, fact))];
    });
    const folded = (groups: Group[], key: string) => foldList(groups, { key, shown: SHOWN, more: texts.more });
    return [
      ...withHeading(texts.waitsForMe, folded(next, "steps-next")),
      ...withHeading(texts.iWaitFor, folded(awaited, "steps-awaited")),
    ];
  };
}

function lineOf(reader: Reader, { programs }: AtHand, step: TrackStep, fact: string): string {
  const title = escapeMrkdwn(withoutFullStop(titleIn(reader, step)));
  return [`*${title}*`, escapeMrkdwn(programs.get(step.track.program_id) ?? ""), fact].filter(Boolean).join(" · ");
}

function nameOf({ names }: AtHand, id: string | null): string {
  return escapeMrkdwn(names.get(id ?? "") ?? "");
}

/** The last day of whoever does or approves it. */
function day({ reader, person, now }: Visitor, step: TrackStep): string {
  const { on } = dueOf(step);
  if (on === null) return "";
  const { due, late } = textsFor(trackTexts, reader).running;
  const day = shortDate(reader, on);
  return isLate(step, localDateOf(now, person.zone)) ? late(day) : due(day);
}
