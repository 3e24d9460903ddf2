/** What has become of an ask, in a sentence. */

import {
  dayAndMonth,
  longDate,
  type Reader,
  shortDate,
  textsFor,
  withFullStop,
} from "../../platform/texts/language.ts";
import { languageMark, markShown } from "../../platform/texts/language-of-text.ts";
import { localDateOf } from "../../platform/time.ts";
import type { Ask } from "./ask.ts";
import { lastVotingDay } from "./rules.ts";
import { askTexts } from "./texts.ts";

/** Whether it is theirs to decide, or to take back as they decided it. */
export function isTheirs({ decider, mayBeUndone, outcome }: Ask, personId: string): boolean {
  return decider?.id === personId || (mayBeUndone && outcome?.decidedBy.id === personId);
}

/** Whether they may decide it beside whoever has it, as long as it waits for that one. */
export function isBeside({ alsoDecide = [], waitsFor }: Ask, personId: string): boolean {
  return waitsFor === "decider" && alsoDecide.some(({ id }) => id === personId);
}

/** Where it is, when there is nothing to decide here and now; null where there is. */
export function stateLine(reader: Reader, ask: Ask, isDecider: boolean): string | null {
  if (ask.outcome && ask.state === "decided") return `✓ ${outcomeLine(reader, ask)}`;
  return openStateLine(reader, ask, isDecider);
}

/** As `stateLine`, with room for little: without the code of the decision. */
export function shortStateLine(reader: Reader, ask: Ask, isDecider: boolean): string | null {
  if (ask.outcome && ask.state === "decided") return `✓ ${decidedLine(reader, ask.outcome)}`;
  return openStateLine(reader, ask, isDecider);
}

/** “Decided on 3 Nov by Ines: …”, with the code of the decision. */
export function outcomeLine(reader: Reader, { outcome }: Ask): string {
  if (!outcome) return "";
  return `${decidedLine(reader, outcome)} ${textsFor(askTexts, reader).now.recorded(outcome.decisionCode)}`;
}

function openStateLine(reader: Reader, ask: Ask, isDecider: boolean): string | null {
  const texts = textsFor(askTexts, reader).now;
  if (ask.state === "withdrawn") return texts.withdrawn;
  if (ask.program.isClosed) return (ask.goesOn ? texts.goesOn : texts.ofClosed)(ask.program.title);
  if (ask.state === "closed") return texts.closed;
  if (ask.circulation) return texts.inVote(longDate(reader, lastVotingDay(ask.circulation, reader.zone)));
  if (!isDecider) {
    if (ask.decider === null) return texts.withNobody;
    return ask.isByRule ? texts.withUnnamed(ask.decider.name) : texts.withOther(ask.decider.name);
  }
  if (ask.deferredUntil !== null) return texts.deferred(shortDate(reader, ask.deferredUntil));
  if (ask.askedBack) return texts.askedBack(ask.asker.name);
  return ask.state === "acknowledged" ? texts.acknowledged : null;
}

function decidedLine(reader: Reader, outcome: NonNullable<Ask["outcome"]>): string {
  const texts = textsFor(askTexts, reader).now;
  const date = dayAndMonth(reader, localDateOf(outcome.decidedAt, reader.zone));
  const said = outcome.vote
    ? texts.voted(date, outcome.text)
    : texts.decided(date, outcome.decidedBy.name, outcome.text);
  return withFullStop(said);
}

/** That a request and its options are in another language than its reader’s: "[fr]". */
export function askMark(reader: Reader, { title, description, options, why, costOfWaiting }: Ask): string[] {
  const written = [description, ...options.map(({ label }) => label), why, costOfWaiting];
  return markShown(languageMark(reader, title, [title, ...written.filter((text) => text !== null)]));
}
