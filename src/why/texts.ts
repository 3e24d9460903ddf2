const en = {
  title: "Status of my programs",
  close: "Close",
  none: "None of your programs tells you its status. Its lead can tell you more: `/drumbeat team` says who that is.",
};

const fr: typeof en = {
  title: "Statut des programmes",
  close: "Fermer",
  none: "Aucun de vos programmes ne vous communique son statut. Ses responsables peuvent vous en dire plus\u00a0: `/drumbeat équipe` dit qui ils sont.",
};

export const statusTexts = { en, fr };
