/** Steps on Home. */
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/viewer.ts";
import { context, escapeMrkdwn, section } from "../slack/blocks.ts";
import { foldList, type Group, type HomeSection, withHeading } from "../slack/home.ts";
import { type AtHand, stepsAtHand } from "./at-hand.ts";
import { approvalActs, stepActs, titleIn } from "./step-messages.ts";
import { trackTexts } from "./texts.ts";
import type { TrackStep } from "./tracks.ts";

const SHOWN = 3;

/** *Mine now*, each with what can be done. */
export function mineSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const atHand = await stepsAtHand(services, visitor);
    if (!atHand) return [];
    const { reader } = visitor;
    const texts = textsFor(trackTexts, reader).home;
    const groups = atHand.mine.map((step, place): Group => {
      const itemId = step.stands.item_id ?? "";
      const isOpen = step.state === "open";
      const state = isOpen ? day(visitor, step) : texts.toApprove(nameOf(atHand, step.ownerId));
      return [
        ...(place === 0 ? [context(`*${texts.mine}*`)] : []),
        section([`*${title(reader, step)}*`, programOf(atHand, step), state].filter(Boolean).join(" · ")),
        isOpen ? stepActs(reader, step, atHand.all.get(step.track.id) ?? []) : approvalActs(reader, itemId),
      ];
    });
    return foldList(groups, { key: "steps", shown: SHOWN, more: texts.more });
  };
}

/** *Waits for me* and *I wait for*. */
export function seamsSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const atHand = await stepsAtHand(services, visitor);
    if (!atHand) return [];
    const { reader } = visitor;
    const texts = textsFor(trackTexts, reader).home;
    const lineOf = (step: TrackStep, fact: string): Group => [
      section([`*${title(reader, step)}*`, programOf(atHand, step), fact].join(" · ")),
    ];
    const next = atHand.next.map(({ mine, step, by }) =>
      lineOf(step, texts.once(nameOf(atHand, by), escapeMrkdwn(textsFor(mine.title, reader)))),
    );
    const awaited = atHand.awaited.map(({ step, current }) => {
      const isOpen = current.state === "open";
      const name = nameOf(atHand, isOpen ? current.ownerId : current.askedOf);
      return lineOf(
        step,
        texts.with(escapeMrkdwn(textsFor(current.title, reader)), name, isOpen ? day(visitor, current) : ""),
      );
    });
    const folded = (groups: Group[], key: string) => foldList(groups, { key, shown: SHOWN, more: texts.more });
    return [
      ...withHeading(texts.waitsForMe, folded(next, "steps-next")),
      ...withHeading(texts.iWaitFor, folded(awaited, "steps-awaited")),
    ];
  };
}

function title(reader: Reader, step: TrackStep): string {
  return escapeMrkdwn(withoutFullStop(titleIn(reader, step)));
}

function nameOf({ names }: AtHand, id: string | null): string {
  return escapeMrkdwn(names.get(id ?? "") ?? "");
}

function programOf({ programs }: AtHand, { track }: TrackStep): string {
  return escapeMrkdwn(programs.get(track.program_id) ?? "");
}

function day({ reader, person, now }: Visitor, { dueOn }: TrackStep): string {
  if (dueOn === null) return "";
  const { due, late } = textsFor(trackTexts, reader).running;
  return (dueOn < localDateOf(now, person.zone) ? late : due)(shortDate(reader, dueOn));
}
