import { frenchOf } from "../platform/texts/language.ts";

const en = {
  absence: (name: string, from: string, until: string) =>
    `${name} has named you to stand in while they are away, from ${from} to ${until}.`,
  absenceBy: (by: string, name: string, from: string, until: string) =>
    `${by} has named you to stand in for ${name}, who is away from ${from} to ${until}.`,
  seat: (by: string, name: string, role: string, program: string) =>
    `${by} has named you as the delegate of ${name} (${role}) in ${program}.`,
  meansAbsence: (name: string) =>
    `What it means: check-ins asked of ${name} come to you, and your answer stands as “${name}, by you”. What waits for an answer of theirs by a term comes to you too. Nothing else changes.`,
  meansSeat: (name: string) =>
    `What it means: you have the rights of this seat beside ${name}, such as deciding or approving, and you are asked while they are away.`,
  decline: "I cannot do it",
  ifNot: "If you cannot, say so, and somebody else can be named.",
  confirm: {
    title: "Not stand in?",
    text: (name: string) =>
      `${name} is told, or whoever leads while they are away. Check-ins put to you meanwhile are no longer yours; an item that has come to you already stays with you until you answer it.`,
    yes: "I cannot do it",
    no: "Cancel",
  },
  over: (name: string) => `✓ You do not stand in for ${name}.`,
  why: (name: string) => `You were named as the delegate of ${name}.`,
  declined: {
    absence: (delegate: string, from: string, until: string) =>
      `${delegate} cannot stand in for you from ${from} to ${until}. Name somebody else; else the delegate of your seat is asked, if there is one.`,
    seat: (delegate: string, role: string, program: string) =>
      `${delegate} does not stand in for your seat (${role}) in ${program}. Whoever leads the program can name somebody else.`,
    absenceOf: (delegate: string, name: string, from: string, until: string) =>
      `${delegate} cannot stand in for ${name}, who is away from ${from} to ${until}. Name somebody else; else the delegate of the seat is asked, if there is one.`,
    seatOf: (delegate: string, name: string, role: string, program: string) =>
      `${delegate} does not stand in for ${name} (${role}) in ${program}, who is away now. You can name somebody else in the seats of the program.`,
    nameAnother: "Name somebody else…",
    programs: "Programs…",
    why: "You had a delegate, who has declined.",
    whyFor: (name: string) => `${name} is away, and you can name somebody else now.`,
  },
};

const fr: typeof en = {
  absence: (name, from, until) =>
    `${name} vous a désigné pour prendre le relais pendant son absence, du ${from} au ${until}.`,
  absenceBy: (by, name, from, until) =>
    `${by} vous a désigné pour prendre le relais ${frenchOf(name)} pendant son absence, du ${from} au ${until}.`,
  seat: (by, name, role, program) =>
    `${by} vous a désigné comme délégataire ${frenchOf(name)} (${role}) dans ${program}.`,
  meansAbsence: (name) =>
    `Concrètement\u00a0: les points d’étape demandés à ${name} vous parviennent, et votre réponse figure ainsi\u00a0: «\u00a0${name}, par vous\u00a0». Ce qui attend une réponse de sa part dans un délai vous parvient aussi. Rien d’autre ne change.`,
  meansSeat: (name) =>
    `Concrètement\u00a0: vous avez les droits de ce siège aux côtés ${frenchOf(name)}, par exemple décider ou approuver, et vous êtes sollicité pendant ses absences.`,
  decline: "Je ne peux pas",
  ifNot: "Si vous ne pouvez pas, dites-le\u00a0: une autre personne pourra être désignée.",
  confirm: {
    title: "Renoncer au relais\u00a0?",
    text: (name) =>
      `L’information est transmise à ${name} ou, pendant son absence, au responsable. Les points d’étape qui vous ont été confiés ne vous reviennent plus\u00a0; un élément qui vous est déjà parvenu reste entre vos mains jusqu’à votre réponse.`,
    yes: "Je ne peux pas",
    no: "Annuler",
  },
  over: (name) => `✓ Vous ne prenez pas le relais ${frenchOf(name)}.`,
  why: (name) => `Vous avez été désigné comme délégataire ${frenchOf(name)}.`,
  declined: {
    absence: (delegate, from, until) =>
      `${delegate} ne peut pas prendre votre relais du ${from} au ${until}. Désignez une autre personne\u00a0; sinon, le délégataire de votre siège est sollicité, s’il y en a un.`,
    seat: (delegate, role, program) =>
      `${delegate} renonce à être délégataire de votre siège (${role}) dans ${program}. Le responsable du programme peut désigner une autre personne.`,
    absenceOf: (delegate, name, from, until) =>
      `${delegate} ne peut pas prendre le relais ${frenchOf(name)}, dont l’absence dure du ${from} au ${until}. Désignez une autre personne\u00a0; sinon, le délégataire du siège est sollicité, s’il y en a un.`,
    seatOf: (delegate, name, role, program) =>
      `${delegate} renonce à être délégataire ${frenchOf(name)} (${role}) dans ${program}, pendant son absence. Vous pouvez désigner une autre personne dans les sièges du programme.`,
    nameAnother: "Désigner quelqu’un d’autre…",
    programs: "Programmes…",
    why: "Vous aviez un délégataire, qui a renoncé.",
    whyFor: (name) => `Vous pouvez désigner quelqu’un dès maintenant, pendant l’absence ${frenchOf(name)}.`,
  },
};

export const delegateTexts = { en, fr };
