/** What whoever is named a delegate is told: what it means, and how to decline. */
import type { ConfirmationDialog, SectionBlock } from "@slack/types";
import type { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { actions, button, context, lineOf, plain, plainSection, section, shortenEscaped } from "../slack/blocks.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import type { Message } from "../slack/message.ts";

/** For the days of an absence, or for a seat as long as it holds. */
type Scope = { kind: "absence"; from: LocalDate; until: LocalDate } | { kind: "seat"; role: string; program: string };

export interface Named {
  /** Whose place it is, and who said so. */
  name: string;
  by: string;
  scope: Scope;
  /** They stand in now, or will. */
  stands: boolean;
  /** Null: they say so to whoever named them. */
  decline: { actionId: string; value: string } | null;
}

/** To whoever is named; `namedOf`: as it is when the message is sent. */
export function delegateKind<Subject>(
  kind: string,
  subject: z.ZodType<Subject>,
  namedOf: (send: SendContext, subject: Subject) => Promise<Named>,
): MessageKind<Subject> {
  return {
    ...{ kind, subject, priority: 30, contact: "notice", lane: "morning" },
    stillWanted: async (send, about) => (await namedOf(send, about)).stands,
    message: async (send, about) => namedMessage(send.reader, await namedOf(send, about)),
    line: async (send, about) => namedLine(send.reader, await namedOf(send, about)),
    why: async (send, about) => [textsFor(delegateTexts, send.reader).why((await namedOf(send, about)).name)],
    since: {},
  };
}

function namedMessage(reader: Reader, named: Named): Message {
  const { head, means, over, decline } = partsOf(reader, named);
  if (!named.stands) return { text: lineOf(over), blocks: [section(lineOf(over))] };
  const ifNot = context(textsFor(delegateTexts, reader).ifNot);
  const buttons = decline ? [ifNot, actions("delegate", decline)] : [];
  return { text: lineOf(head), blocks: [plainSection(head), plainSection(means), ...buttons] };
}

/** Among other messages. */
function namedLine(reader: Reader, named: Named): SectionBlock {
  const { head, means, over, decline } = partsOf(reader, named);
  return named.stands ? plainSection(`${head} ${means}`, decline ?? undefined) : plainSection(over);
}

function partsOf(reader: Reader, named: Named) {
  const { name, scope, decline } = named;
  const texts = textsFor(delegateTexts, reader);
  return {
    head: headOf(reader, named),
    means: scope.kind === "absence" ? texts.meansAbsence(name) : texts.meansSeat(name),
    over: texts.over(name),
    decline:
      decline && button(decline.actionId, texts.decline, { value: decline.value, confirm: confirmOf(reader, name) }),
  };
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

const en = {
  absence: (name: string, from: string, until: string) =>
    `${name} asked you to cover while they’re away, from ${from} to ${until}.`,
  absenceBy: (by: string, name: string, from: string, until: string) =>
    `${by} asked you to cover for ${name}, who is away from ${from} to ${until}.`,
  seat: (by: string, name: string, role: string, program: string) =>
    `${by} named you as cover for ${name} (${role}) in ${program}.`,
  meansAbsence: (name: string) =>
    `What this means: you get ${name}’s check-ins, and your answers appear as “${name}, by you”. Anything that needs their answer by a deadline comes to you too. Nothing else changes.`,
  meansSeat: (name: string) =>
    `What this means: you have the same rights as ${name} in this role, such as deciding or approving, and you get their check-ins while they’re away.`,
  decline: "I can’t do it",
  ifNot: "Can’t do it? Say so, and someone else can be named.",
  confirm: {
    title: "Decline to cover?",
    text: (name: string) =>
      `${name} (or the lead, while they’re away) will be told. You’ll stop getting their check-ins. Anything already with you stays with you until you answer it.`,
    yes: "I can’t do it",
    no: "Cancel",
  },
  over: (name: string) => `✓ You’re not covering for ${name}.`,
  why: (name: string) => `You were asked to cover for ${name}.`,
};

const fr: typeof en = {
  absence: (name, from, until) => `${name} vous confie son remplacement pendant son absence, du ${from} au ${until}.`,
  absenceBy: (by, name, from, until) =>
    `${by} vous demande de remplacer ${name} pendant son absence, du ${from} au ${until}.`,
  seat: (by, name, role, program) => `${by} vous demande de remplacer ${name} (${role}) dans «\u00a0${program}\u00a0».`,
  meansAbsence: (name) =>
    `Concrètement\u00a0: vous recevez les points d’étape destinés à ${name}, et vos réponses figurent ainsi\u00a0: «\u00a0${name}, par vous\u00a0». Ce qui attend une réponse de sa part dans un délai vous parvient aussi. Rien d’autre ne change.`,
  meansSeat: (name) =>
    `Concrètement\u00a0: vous avez les mêmes droits que ${name} dans ce rôle, par exemple décider ou approuver, et vous recevez ses demandes pendant ses absences.`,
  decline: "Je ne peux pas",
  ifNot: "Ce n’est pas possible\u00a0? Dites-le, et une autre personne pourra être désignée.",
  confirm: {
    title: "Refuser de remplacer\u00a0?",
    text: (name) =>
      `Un message est envoyé à ${name} ou, pendant son absence, aux responsables. Vous ne recevrez plus ses points d’étape\u00a0; ce qui vous a déjà été confié le reste jusqu’à votre réponse.`,
    yes: "Je ne peux pas",
    no: "Annuler",
  },
  over: (name) => `✓ Vous ne remplacez pas ${name}.`,
  why: (name) => `Vous recevez ce message parce que l’on vous a demandé de remplacer ${name}.`,
};

const delegateTexts = { en, fr };
