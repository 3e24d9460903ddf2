/** The words of the message about a program that has gone off track. */

const en = {
  title: (program: string) => `${program} is off track`,
  savedBy: (name: string, at: string) => `Saved by ${name}, ${at}`,
  action: "What is being done:",
  open: "Open the program…",
  why: (program: string) =>
    `You sponsor ${program}, which was saved as off track. Its sponsors get this once, ten minutes after that.`,
};

const fr: typeof en = {
  title: (program) => `${program} est hors trajectoire`,
  savedBy: (name, at) => `Enregistré par ${name}, ${at}`,
  action: "Ce qui est fait\u00a0:",
  open: "Ouvrir le programme…",
  why: (program) =>
    `Vous êtes sponsor du programme «\u00a0${program}\u00a0», dont le statut est passé à «\u00a0Hors trajectoire\u00a0». Les sponsors reçoivent ce message une fois, dix minutes après.`,
};

export const offTrackTexts = { en, fr };
