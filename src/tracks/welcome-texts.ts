/** Of the welcome of somebody new: where it is offered, and what its steps bring. */

import { ofName, withFullStop } from "../platform/texts/language.ts";

type New = Record<"name" | "program" | "day", string>;

const en = {
  heading: "New in your programs",
  isNew: ({ name, program, day }: New) => `*${name}* has a new role in *${program}* since ${day}, and no welcome yet.`,
  start: (name: string) => `Start the welcome for ${name}`,
  started: (name: string) => `✓ The welcome for ${name} has begun: the first steps come to them in a message.`,
  openProgram: "Open the program",
  whatItIsFor: "Its page says what it is for, and who is in it.",
  lastReport: "The report as it stands today is at the top of its page.",
  checkIn: "Check in early",
};

const fr: typeof en = {
  heading: "Nouveau dans vos programmes",
  isNew: ({ name, program, day }) =>
    withFullStop(`*${name}* a un nouveau rôle dans *${program}* depuis le ${day}, mais pas encore d’accueil`),
  start: (name) => `Lancer l’accueil ${ofName(name)}`,
  started: (name) => `✓ L’accueil ${ofName(name)} commence\u00a0: les premières étapes lui arrivent en message.`,
  openProgram: "Ouvrir le programme",
  whatItIsFor: "Sa page dit à quoi il sert, et qui en fait partie.",
  lastReport: "Le rapport, tel qu’il est aujourd’hui, est en haut de sa page.",
  checkIn: "Faire le point en avance",
};

export const welcomeTexts = { en, fr };
