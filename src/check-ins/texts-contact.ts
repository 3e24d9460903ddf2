/** What check-ins say of themselves: in one line among others, and when somebody asks why a message came. */
const en = {
  due: (round: string, due: string) => `${round} · due ${due}`,
  reminder: (round: string, due: string) => `${round} · a reminder, due ${due}`,
  answered: (round: string) => `${round} · ✓ answered`,
  skipped: (round: string) => `${round} · skipped`,
  excused: (round: string) => `${round} · you are away, so it is not asked of you`,
  silent: (round: string, names: string) => `${round} · no answer yet from ${names}`,
  why: {
    rule: (cadence: string, program: string, rule: string) =>
      `The check-in “${cadence}” of “${program}” asks: ${rule}.`,
    seats: (program: string, seats: string) => `You are asked because of your part in “${program}”: ${seats}.`,
    named: (program: string) => `You are asked because those who lead “${program}” named you.`,
    reminder: "What is not answered gets one reminder, before it is due.",
    silent: (program: string) => `You lead “${program}”: when a round is due, you alone are told who has not answered.`,
  },
  ask: "Why did I get this?",
  notAsked: (names: string) =>
    `Not asked, because it would have come outside their hours or beyond their limit of messages: ${names}.`,
};

const fr: typeof en = {
  due: (round, due) => `${round} · échéance ${due}`,
  reminder: (round, due) => `${round} · rappel, échéance ${due}`,
  answered: (round) => `${round} · ✓ répondu`,
  skipped: (round) => `${round} · passé`,
  excused: (round) => `${round} · vous êtes en absence, rien ne vous est demandé`,
  silent: (round, names) => `${round} · pas encore de réponse de ${names}`,
  why: {
    rule: (cadence, program, rule) =>
      `Le point d’étape «\u00a0${cadence}\u00a0» de «\u00a0${program}\u00a0» a lieu\u00a0: ${rule}.`,
    seats: (program, seats) => `Vous êtes sollicité pour votre rôle dans «\u00a0${program}\u00a0»\u00a0: ${seats}.`,
    named: (program) => `Vous êtes sollicité parce que les responsables de «\u00a0${program}\u00a0» vous ont désigné.`,
    reminder: "Sans réponse, un seul rappel est envoyé avant l’échéance.",
    silent: (program) =>
      `Vous conduisez «\u00a0${program}\u00a0»\u00a0: à l’échéance, vous seul apprenez qui n’a pas répondu.`,
  },
  ask: "Pourquoi ce message\u00a0?",
  notAsked: (names) =>
    `Non sollicités, parce que le message serait tombé hors de leurs heures ou au-delà de leur limite\u00a0: ${names}.`,
};

export const contactTexts = { en, fr };
