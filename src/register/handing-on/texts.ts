import { plural } from "../../platform/texts/language.ts";
import type { EndedBecause } from "./facts.ts";

const en = {
  from: {
    role: (name: string, program: string) => `${name}’s role in ${program} has ended.`,
    left: (name: string, program: string) => `${name} (${program}) has left Slack.`,
    named: (name: string, program: string) => `${name} got this from someone who no longer has a role in ${program}.`,
    declined: (name: string, program: string) => `${name} can’t take on what came to them in ${program}.`,
  } satisfies Record<EndedBecause, (name: string, program: string) => string>,
  heir: (codes: string) => `You’re next, so this is now yours: ${codes}.`,
  former: (program: string) => `Your role in ${program} has ended. What you had there goes to others:`,
  keeper: (codes: string, program: string) =>
    `There’s no one left in ${program} to take ${codes}. Add a lead or a sponsor with /drumbeat program.`,
  now: (code: string, name: string) => `${code} → ${name}`,
  nobody: "no one yet",
  more: (count: number) => `${count} more`,
  decline: "Decline",
  declineUntil: (date: string) => `Can’t take it on? “Decline” sends it to the next person, until ${date}.`,
  declined: (codes: string, names: string) => `Now with ${names}: ${codes}.`,
  undo: "Undo reassignment",
  undone: (code: string, name: string) => `${code} is back with ${name}.`,
  undoneToNobody: (code: string) => `${code} has no owner again, as before.`,
  /** On an ask. */
  ask: {
    role: (name: string) => `${name}’s role here has ended, so this comes to you next.`,
    left: (name: string) => `${name} has left Slack, so this comes to you next.`,
    named: (name: string) => `${name} got this from someone whose role here has ended, so it comes to you next.`,
    declined: (name: string) => `${name} can’t decide this, so it comes to you next.`,
  } satisfies Record<EndedBecause, (name: string) => string>,
  last: "No one else here can decide. Add a sponsor in the program’s settings, or decide it yourself.",
  why: {
    heir: (program: string) => `You have a role in “${program}” and are next after someone whose role ended.`,
    former: (program: string) => `You had items in “${program}” that continue without you.`,
    keeper: (program: string) => `You’re an admin, and no one in “${program}” can fix this.`,
  },
};

const fr: typeof en = {
  from: {
    role: (name, program) => `${name} n’a plus de rôle dans ${program}.`,
    left: (name, program) => `${name} (${program}) a quitté Slack.`,
    named: (name, program) => `La personne qui l’avait confié à ${name} n’a plus de rôle dans ${program}.`,
    declined: (name, program) => `${name} ne peut pas reprendre ce qui lui était confié dans ${program}.`,
  },
  heir: (codes) => `Vous êtes la personne suivante\u00a0: cela vous est désormais confié. ${codes}.`,
  former: (program) =>
    `Votre rôle dans ${program} a pris fin. Ce que vous y aviez en charge est confié à d’autres\u00a0:`,
  keeper: (codes, program) =>
    `Il n’y a plus personne dans ${program} à qui confier ${codes}. Ajoutez-y un responsable ou un sponsor avec /drumbeat programme.`,
  now: (code, name) => `${code} → ${name}`,
  nobody: "personne pour l’instant",
  more: (count) => `${count} ${plural("fr", count, "autre", "autres")}`,
  decline: "Décliner",
  declineUntil: (date) =>
    `Si vous ne pouvez pas\u00a0: «\u00a0Décliner\u00a0» confie cela à la personne suivante, jusqu’au ${date}.`,
  declined: (codes, names) => `Confié à ${names}\u00a0: ${codes}.`,
  undo: "Annuler la réaffectation",
  undone: (code, name) => `${code} est de nouveau confié à ${name}.`,
  undoneToNobody: (code) => `${code} n’a de nouveau aucun porteur, comme avant.`,
  ask: {
    role: (name) => `Elle était confiée à ${name}, dont le rôle ici a pris fin\u00a0; vous êtes la personne suivante.`,
    left: (name) => `Elle était confiée à ${name}, qui a quitté Slack\u00a0; vous êtes la personne suivante.`,
    named: (name) =>
      `Elle avait été confiée à ${name} par une personne dont le rôle ici a pris fin\u00a0; vous êtes la personne suivante.`,
    declined: (name) =>
      `Elle était confiée à ${name}, qui ne peut pas la trancher\u00a0; vous êtes la personne suivante.`,
  },
  last: "Personne d’autre ne décide ici\u00a0: nommez un sponsor dans les réglages du programme, ou décidez vous-même.",
  why: {
    heir: (program) =>
      `Vous avez un rôle dans «\u00a0${program}\u00a0» et êtes la personne suivante après une fin de rôle.`,
    former: (program) => `Vous aviez quelque chose en charge dans «\u00a0${program}\u00a0», qui continue sans vous.`,
    keeper: (program) => `Vous administrez Drumbeat, et personne dans «\u00a0${program}\u00a0» ne peut y remédier.`,
  },
};

export const handingOnTexts = { en, fr };
