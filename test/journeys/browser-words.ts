/** What the people of a story in the browser read and press, in both languages. */

const person = (handle: string, name: string, tz: string, locale: string) => ({ handle, name, tz, locale });
const british = (handle: string, name: string) => person(handle, name, "Europe/London", "en-GB");
const french = (handle: string, name: string) => person(handle, name, "Europe/Paris", "fr-FR");

export const inEnglish = {
  language: "English",
  locale: "en-GB",
  lead: british("tom", "Tom Baker"),
  sponsor: british("sofia", "Sofia Rossi"),
  chair: british("ruth", "Ruth Bell"),
  member: british("oliver", "Oliver Hughes"),
  silent: british("amy", "Amy Lee"),
  more: "More actions",
  save: "Save",
  checkIn: "Check in",
  form: "Check-in",
  edit: "Edit",
  morning: {
    all: "Check-in · Atlas, Borea and Cyan, one form",
    due: "Monday 2 November · due Mon 2 Nov, 17:00",
    moved: "Done since last time",
    next: "Next",
    imports: "The import runs.",
    tests: "Its tests.",
    pages: "Three pages are written.",
    words: "The other two.",
    talks: "Talked to the supplier.",
    contract: "The contract.",
    needed: "Please answer this question.",
    left: "Daily team check-in · Borea",
    unchanged: "Plan unchanged",
    kept: "Plan unchanged: Its tests.",
  },
};

export type Words = typeof inEnglish;

export const inFrench: Words = {
  language: "French",
  locale: "fr-FR",
  lead: french("lea", "Léa Martin"),
  sponsor: french("ines", "Inès Carpentier"),
  chair: french("luc", "Luc Moreau"),
  member: french("hugo", "Hugo Lambert"),
  silent: french("zoe", "Zoé Petit"),
  more: "Autres actions",
  save: "Enregistrer",
  checkIn: "Faire le point",
  // "Point quotidien" for several programs, "Point d’étape" for one.
  form: "Point ",
  edit: "Modifier",
  morning: {
    all: "Point quotidien · Atlas, Borea et Cyan, un seul formulaire",
    due: "lundi 2 novembre · échéance\u00a0: lun. 2 nov. à 17 h",
    moved: "Fait depuis la dernière fois",
    next: "Ensuite",
    imports: "L’import tourne.",
    tests: "Ses tests.",
    pages: "Trois pages sont écrites.",
    words: "Les deux autres.",
    talks: "Discuté avec le fournisseur.",
    contract: "Le contrat.",
    needed: "Merci de remplir ce champ.",
    left: "Point quotidien · Borea",
    unchanged: "Plan inchangé",
    kept: "Plan inchangé\u00a0: Ses tests.",
  },
};
