import { plural } from "../platform/texts/language.ts";

/** What check-ins say of themselves: in one line among others, and when somebody asks why a message came. */
const en = {
  answered: (round: string) => `${round} · ✓ answered`,
  unchanged: (round: string) => `${round} · ✓ plan unchanged`,
  skipped: (round: string) => `${round} · skipped`,
  "opted-out": (round: string) => `${round} · you are no longer asked`,
  excused: (round: string) => `${round} · you are away, so it is not asked of you`,
  left: (round: string) => `${round} · no longer asked of you`,
  closed: (round: string) => `${round} · closed`,
  overtaken: (round: string) => `${round} · closed, a newer one has taken its place`,
  why: {
    rule: (cadence: string, program: string, rule: string) =>
      `The check-in “${cadence}” of “${program}” asks: ${rule}.`,
    seats: (program: string, seats: string) => `You are asked because of your part in “${program}”: ${seats}.`,
    through: (sources: string) => `You are asked because you are in ${sources}.`,
    named: (program: string) => `You are asked because those who lead “${program}” named you.`,
    pilot: "It is being tried: a pilot group is asked first, and you are in it.",
    reminder: "What is not answered gets one reminder, before it is due.",
    silent: (program: string) =>
      `You lead “${program}”: when a round is due, you alone are told who has not answered, of a daily check-in how many.`,
  },
  ask: "Why did I get this?",
  /** Of a daily check-in. */
  notAskedCount: (round: string, count: number) =>
    `${round}: ${count} ${plural("en", count, "person was", "people were")} not asked, because the message would have come outside their hours or beyond their limit.`,
  notAsked: (round: string, count: number, names: string) =>
    count === 1
      ? `${round}: ${names} was not asked, because the message would have come outside their hours or beyond their limit.`
      : `${round}: ${names} were not asked, because the message would have come outside their hours or beyond their limit.`,
};

const fr: typeof en = {
  answered: (round) => `${round} · ✓ répondu`,
  unchanged: (round) => `${round} · ✓ plan inchangé`,
  skipped: (round) => `${round} · passé`,
  "opted-out": (round) => `${round} · on ne vous le demande plus`,
  excused: (round) => `${round} · vous êtes en absence, rien ne vous est demandé`,
  left: (round) => `${round} · ne vous est plus demandé`,
  closed: (round) => `${round} · fermé`,
  overtaken: (round) => `${round} · fermé, un plus récent l’a remplacé`,
  why: {
    rule: (cadence, program, rule) =>
      `Le point d’étape «\u00a0${cadence}\u00a0» de «\u00a0${program}\u00a0» a lieu\u00a0: ${rule}.`,
    seats: (program, seats) => `Vous êtes sollicité pour votre rôle dans «\u00a0${program}\u00a0»\u00a0: ${seats}.`,
    through: (sources) => `Vous êtes sollicité parce que vous faites partie de ${sources}.`,
    named: (program) => `Vous êtes sollicité parce que les responsables de «\u00a0${program}\u00a0» vous ont désigné.`,
    pilot: "Ce point d’étape est à l’essai\u00a0: un groupe pilote, dont vous faites partie, répond d’abord.",
    reminder: "Sans réponse, un seul rappel est envoyé avant l’échéance.",
    silent: (program) =>
      `Vous conduisez «\u00a0${program}\u00a0»\u00a0: à l’échéance, vous seul apprenez qui n’a pas répondu\u00a0; d’un point quotidien, combien.`,
  },
  ask: "Pourquoi ce message\u00a0?",
  notAskedCount: (round, count) =>
    `${round}\u00a0: ${count} ${plural("fr", count, "personne n’a pas été sollicitée", "personnes n’ont pas été sollicitées")}, car le message serait tombé hors de leurs heures ou au-delà de leur limite.`,
  notAsked: (round, count, names) =>
    count === 1
      ? `${round}\u00a0: ${names} n’a pas été sollicité, car le message serait tombé hors de ses heures ou au-delà de sa limite.`
      : `${round}\u00a0: ${names} n’ont pas été sollicités, car le message serait tombé hors de leurs heures ou au-delà de leur limite.`,
};

export const contactTexts = { en, fr };
