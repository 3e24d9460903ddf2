/** Steps on Home. */
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/viewer.ts";
import { context, escapeMrkdwn, section } from "../slack/blocks.ts";
import { foldList, type Group, type HomeSection, withHeading } from "../slack/home.ts";
import { type AtHand, stepsAtHand } from "./at-hand.ts";
import { approvalActs, stepActs, titleIn } from "./step-messages.ts";
import { stepsAtHandTexts } from "./texts-home.ts";
import { runningTexts } from "./texts-tracks.ts";
import { stepsBefore, type TrackStep } from "./tracks.ts";

const SHOWN = 3;

/** *Mine now*, each with what can be done. */
export function mineSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const atHand = await stepsAtHand(services, visitor);
    if (!atHand) return [];
    const { reader } = visitor;
    const texts = textsFor(stepsAtHandTexts, reader);
    const groups = atHand.mine.map((step, place): Group => {
      const itemId = step.stands.item_id ?? "";
      const state =
        step.state === "open"
          ? day(visitor, step)
          : texts.toApprove(escapeMrkdwn(atHand.names.get(step.ownerId ?? "") ?? ""));
      const hasBefore = stepsBefore(step, atHand.all.get(step.track.id) ?? []).some(
        ({ stands }) => stands.item_id !== null,
      );
      return [
        ...(place === 0 ? [context(`*${texts.mine}*`)] : []),
        section([`*${title(reader, step)}*`, programOf(atHand, step), state].filter(Boolean).join(" · ")),
        step.state === "open" ? stepActs(reader, { itemId, step, hasBefore }) : approvalActs(reader, itemId),
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
    const texts = textsFor(stepsAtHandTexts, reader);
    const name = (id: string | null) => escapeMrkdwn(atHand.names.get(id ?? "") ?? "");
    const lineOf = (step: TrackStep, ...facts: string[]): Group => [
      section([`*${title(reader, step)}*`, programOf(atHand, step), ...facts].join(" · ")),
    ];
    const next = atHand.next.map(({ mine, step, by }) =>
      lineOf(
        step,
        (mine.state === "open" && !mine.gate ? texts.once : texts.onceApproved)(name(by), title(reader, mine)),
      ),
    );
    const awaited = atHand.awaited.map(({ step, current, between }) => {
      const now =
        current.state === "open"
          ? texts.with(title(reader, current), name(current.ownerId), day(visitor, current))
          : texts.withApprover(title(reader, current), name(current.askedOf));
      return lineOf(step, now, ...(between > 0 ? [texts.between(between)] : []));
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

function programOf({ programs }: AtHand, { track }: TrackStep): string {
  return escapeMrkdwn(programs.get(track.program_id) ?? "");
}

function day({ reader, person, now }: Visitor, { dueOn }: TrackStep): string {
  if (dueOn === null) return "";
  const { due, late } = textsFor(runningTexts, reader);
  return (dueOn < localDateOf(now, person.zone) ? late : due)(shortDate(reader, dueOn));
}
