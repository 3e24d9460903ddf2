/** What whoever is named a delegate is told: what it means, and how to decline. */
import type { ConfirmationDialog, SectionBlock } from "@slack/types";
import { longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { actions, button, context, lineOf, plain, plainSection, section, shortenEscaped } from "../slack/blocks.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import type { Message } from "../slack/message.ts";
import { delegateTexts } from "./texts-delegate.ts";

/** For the days of an absence, or for a seat as long as it holds. */
export type Scope =
  | { kind: "absence"; from: LocalDate; until: LocalDate }
  | { kind: "seat"; role: string; program: string };

export interface Named {
  /** Whose place it is, and who said so. */
  name: string;
  by: string;
  scope: Scope;
  /** They stand in now, or will. */
  stands: boolean;
  decline: { actionId: string; value: string };
}

export function namedMessage(reader: Reader, named: Named): Message {
  const { name, scope, stands, decline } = named;
  const texts = textsFor(delegateTexts, reader);
  const head = headOf(reader, named);
  if (!stands) return { text: lineOf(texts.over(name)), blocks: [section(lineOf(texts.over(name)))] };
  const means = scope.kind === "absence" ? texts.meansAbsence(name) : texts.meansSeat(name);
  const { actionId, value } = decline;
  return {
    text: lineOf(head),
    blocks: [
      plainSection(head),
      plainSection(means),
      context(texts.ifNot),
      actions("delegate", button(actionId, texts.decline, { value, confirm: confirmOf(reader, name) })),
    ],
  };
}

/** Among other messages. */
export function namedLine(reader: Reader, named: Named): SectionBlock {
  const { decline, scope, name, stands } = named;
  const texts = textsFor(delegateTexts, reader);
  if (!stands) return plainSection(texts.over(name));
  const means = scope.kind === "absence" ? texts.meansAbsence(name) : texts.meansSeat(name);
  const confirm = confirmOf(reader, name);
  return plainSection(
    `${headOf(reader, named)} ${means}`,
    button(decline.actionId, texts.decline, { value: decline.value, confirm }),
  );
}

/** To whoever has no delegate any more; `of`: to somebody else, who can name another one. */
export function declinedSentence(reader: Reader, delegate: string, scope: Scope, of: string | null): string {
  const { declined } = textsFor(delegateTexts, reader);
  if (scope.kind === "seat")
    return of === null
      ? declined.seat(delegate, scope.role, scope.program)
      : declined.seatOf(delegate, of, scope.role, scope.program);
  const [from, until] = [longDate(reader, scope.from), longDate(reader, scope.until)];
  return of === null ? declined.absence(delegate, from, until) : declined.absenceOf(delegate, of, from, until);
}

function headOf(reader: Reader, { name, by, scope }: Named): string {
  const texts = textsFor(delegateTexts, reader);
  if (scope.kind === "seat") return texts.seat(by, name, scope.role, scope.program);
  const [from, until] = [longDate(reader, scope.from), longDate(reader, scope.until)];
  return by === name ? texts.absence(name, from, until) : texts.absenceBy(by, name, from, until);
}

function confirmOf(reader: Reader, name: string): ConfirmationDialog {
  const { confirm } = textsFor(delegateTexts, reader);
  return {
    title: plain(confirm.title),
    text: plain(shortenEscaped(confirm.text(name), COMPOSITION_LIMITS.confirmText)),
    confirm: plain(confirm.yes),
    deny: plain(confirm.no),
  };
}
