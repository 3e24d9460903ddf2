import { frenchOf, plural } from "../../platform/texts/language.ts";
import type { EndedBecause } from "./facts.ts";

const en = {
  from: {
    role: (name: string, program: string) => `The role of ${name} in ${program} has ended.`,
    left: (name: string, program: string) => `${name}, of ${program}, has left Slack.`,
    named: (name: string, program: string) =>
      `Whoever had given it to ${name} has no role in ${program} any more, so neither have they.`,
    declined: (name: string, program: string) => `${name} cannot take on what came to them in ${program}.`,
  } satisfies Record<EndedBecause, (name: string, program: string) => string>,
  heir: (codes: string) => `You are next, so this is yours now: ${codes}.`,
  former: (program: string) => `Your role in ${program} has ended. What you had there goes on with others:`,
  keeper: (codes: string, program: string) =>
    `Nobody in ${program} is left to whom ${codes} could go. Name a lead or a sponsor there, in /drumbeat program.`,
  now: (code: string, name: string) => `${code} → ${name}`,
  nobody: "nobody yet",
  more: (count: number) => `${count} more`,
  decline: "Decline",
  declineUntil: (date: string) => `Should you be unable to: “Decline” passes it on, until ${date}.`,
  declined: (codes: string, names: string) => `Passed on to ${names}: ${codes}.`,
  undo: "Undo the hand-over",
  undone: (code: string, name: string) => `${code} is with ${name} again, as it was.`,
  undoneToNobody: (code: string) => `${code} has no owner again, as it was.`,
  /** On an ask. */
  ask: {
    role: (name: string) => `It was with ${name}, whose role here has ended; you are next.`,
    left: (name: string) => `It was with ${name}, who has left Slack; you are next.`,
    named: (name: string) => `It was with ${name}, given by somebody whose role here has ended; you are next.`,
    declined: (name: string) => `It came to ${name}, who cannot decide it; you are next.`,
  } satisfies Record<EndedBecause, (name: string) => string>,
  last: "Nobody else here decides: name a sponsor in the program’s settings, or decide it yourself.",
  why: {
    heir: (program: string) => `You hold a seat in “${program}”, and are next after somebody whose role ended.`,
    former: (program: string) => `You had something to do in “${program}” that goes on without you.`,
    keeper: (program: string) => `You are an admin, and nobody in “${program}” can mend it.`,
  },
};

const fr: typeof en = {
  from: {
    role: (name, program) => `Le rôle ${frenchOf(name)} dans ${program} a pris fin.`,
    left: (name, program) => `${name}, ${frenchOf(program)}, a quitté Slack.`,
    named: (name, program) =>
      `Qui l’avait confié à ${name} n’a plus de rôle dans ${program}\u00a0: cela ne lui revient donc plus.`,
    declined: (name, program) => `${name} ne peut pas reprendre ce qui lui revenait dans ${program}.`,
  },
  heir: (codes) => `Vous êtes la personne suivante, cela vous revient désormais\u00a0: ${codes}.`,
  former: (program) => `Votre rôle dans ${program} a pris fin. Ce que vous y aviez en charge passe à d’autres\u00a0:`,
  keeper: (codes, program) =>
    `Il n’y a plus personne dans ${program} à qui confier ${codes}. Nommez-y un responsable ou un sponsor avec /drumbeat programme.`,
  now: (code, name) => `${code} → ${name}`,
  nobody: "personne pour l’instant",
  more: (count) => `${count} ${plural("fr", count, "autre", "autres")}`,
  decline: "Décliner",
  declineUntil: (date) => `Si vous ne pouvez pas\u00a0: «\u00a0Décliner\u00a0» passe la main, jusqu’au ${date}.`,
  declined: (codes, names) => `Transmis à ${names}\u00a0: ${codes}.`,
  undo: "Annuler la transmission",
  undone: (code, name) => `${code} est de nouveau entre les mains de ${name}, comme avant.`,
  undoneToNobody: (code) => `${code} n’a de nouveau aucun porteur, comme avant.`,
  ask: {
    role: (name) => `Elle revenait à ${name}, dont le rôle ici a pris fin\u00a0; vous êtes la personne suivante.`,
    left: (name) => `Elle revenait à ${name}, qui a quitté Slack\u00a0; vous êtes la personne suivante.`,
    named: (name) =>
      `Elle avait été confiée à ${name} par quelqu’un dont le rôle ici a pris fin\u00a0; vous êtes la personne suivante.`,
    declined: (name) => `Elle revenait à ${name}, qui ne peut pas la trancher\u00a0; vous êtes la personne suivante.`,
  },
  last: "Personne d’autre ne décide ici\u00a0: nommez un sponsor dans les réglages du programme, ou décidez vous-même.",
  why: {
    heir: (program) => `Vous siégez dans «\u00a0${program}\u00a0» et venez après une personne dont le rôle a pris fin.`,
    former: (program) => `Vous aviez quelque chose en charge dans «\u00a0${program}\u00a0», qui continue sans vous.`,
    keeper: (program) => `Vous êtes administrateur, et personne dans «\u00a0${program}\u00a0» ne peut y remédier.`,
  },
};

export const handingOnTexts = { en, fr };
