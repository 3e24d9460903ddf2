import { plural } from "../../platform/texts/language.ts";

const en = {
  goes: (lines: number, to: string, on: string) =>
    `${lines} ${plural("en", lines, "line of yours goes", "lines of yours go")} to ${to} on ${on}`,
  others: (lines: number) => plural("en", lines, "The other one…", `The other ${lines}…`),
  title: "What goes higher",
  close: "Close",
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  earlier: "Previous page",
  later: "Next page",
  silent: "If you don’t answer, it goes as it is.",
  fine: "Fine",
  keep: "Keep in the team",
  letGo: "Let it go higher",
  saidFine: "Fine: it goes as it is.",
  kept: "It stays in the team.",
  gone: "You’ve changed it since.",
  why: (to: string) => `Something you wrote is in the next digest for ${to}, and you can keep it in the team.`,
};

const fr: typeof en = {
  goes: (lines, to, on) =>
    `${lines} ${plural("fr", lines, "de vos textes sera lu", "de vos textes seront lus")} par ${to} le ${on}`,
  others: (lines) => plural("fr", lines, "L’autre texte…", `Les ${lines} autres…`),
  title: "Ce qui remonte",
  close: "Fermer",
  page: (page, pages) => `Page ${page} sur ${pages}`,
  earlier: "Page précédente",
  later: "Page suivante",
  silent: "Sans réponse de votre part, le texte part tel quel.",
  fine: "C’est bon",
  keep: "Garder dans l’équipe",
  letGo: "Laisser remonter",
  saidFine: "C’est bon\u00a0: il part tel quel.",
  kept: "Il reste dans l’équipe.",
  gone: "Vous l’avez modifié depuis.",
  why: (to) =>
    `Un texte que vous avez écrit figure dans la prochaine synthèse destinée à ${to}, et vous pouvez le garder dans l’équipe.`,
};

export const goingUpTexts = { en, fr };
