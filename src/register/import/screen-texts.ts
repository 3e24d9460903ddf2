/** What people read in Slack of a file that they import. */
import { plural } from "../../platform/texts/language.ts";

const en = {
  offer: "Shall I take this file into the register? You see what would change before anything does.",
  notATable:
    "I read tables only: CSV, or text with tabs. In Excel: Save as, CSV UTF-8. A calendar (.ics) is pasted in `/drumbeat admin`.",
  notYours: "Files are imported by those who lead a program. Give this one to them.",
  import: "Import…",
  title: "Import a file",
  show: "Show",
  cancel: "Cancel",
  program: "Into which program?",
  type: "Type, where the file doesn’t say it",
  dates: "How does the file write 12/01/2026?",
  datesHint: "Only where the file doesn’t show it by itself.",
  dmy: "12 January (day first)",
  mdy: "December 1 (month first)",
  rows: "Rows, with their headings",
  rowsHint:
    "Drumbeat may not open files here: an admin adds the scope files:read by manifest.yml. Until then paste the rows, or use drumbeat register import.",
  required: "Choose a program.",
  askType: "The file has no type of its own. Choose one.",
  askDates: "Dates like 12/01 can be read in two ways in this file. Choose one.",
  empty: "Paste the rows here, the headings first.",
  file: {
    scope:
      "Drumbeat may not open files here. An admin adds the scope files:read by manifest.yml; until then press Import… again and paste the rows.",
    gone: "Slack doesn’t have this file any more. Drop it again.",
    "too-large": "A file in Slack may have 5 MB. Split it, or use drumbeat register import.",
    "no-answer": "Slack didn’t give the file. Try again in a minute.",
  },
  problems: (count: number) =>
    `${plural("en", count, "This is", `These ${count} things are`)} wrong in the file, so nothing can be imported yet:`,
  preview: "What would happen",
  into: (file: string, program: string) => `${file} into ${program}`,
  pasted: "pasted rows",
  nothing: "There’s nothing to import: all is as it was.",
  isNew: (item: string) => `New: ${item}`,
  changes: { description: "other description", details: "other particulars" },
  more: (count: number) => `and ${count} more`,
  apply: "Import",
  after: "For ten minutes you can undo it. Owners hear of it after that.",
  done: "Imported",
  close: "Close",
  doneIn: (program: string, counts: string) => `Imported into ${program}: ${counts}`,
  undoUntil: (until: string) => `Until ${until} you can undo it; owners hear of it after that.`,
  undo: "Undo",
  undone: (count: number) => `The import is undone: ${count} ${plural("en", count, "item is", "items are")} as before.`,
  left: (codes: string) => `Changed meanwhile, so left as now: ${codes}.`,
};

const fr: typeof en = {
  offer: "Reprendre ce fichier dans le registre\u00a0? Vous voyez ce qui changerait avant que rien ne change.",
  notATable:
    "Je ne lis que des tableaux\u00a0: CSV, ou texte avec tabulations. Dans Excel\u00a0: Enregistrer sous, CSV UTF-8. Un calendrier (.ics) se colle dans `/drumbeat admin`.",
  notYours: "L’import revient aux responsables d’un programme. Confiez-leur ce fichier.",
  import: "Importer…",
  title: "Importer un fichier",
  show: "Afficher",
  cancel: "Annuler",
  program: "Dans quel programme\u00a0?",
  type: "Type, là où le fichier ne le dit pas",
  dates: "Comment le fichier écrit-il 12/01/2026\u00a0?",
  datesHint: "Seulement si le fichier ne le montre pas de lui-même.",
  dmy: "12 janvier (le jour d’abord)",
  mdy: "1er décembre (le mois d’abord)",
  rows: "Lignes, avec leurs en-têtes",
  rowsHint:
    "Drumbeat ne peut pas ouvrir de fichier ici\u00a0: l’administration ajoute le droit files:read par manifest.yml. En attendant, collez les lignes ou utilisez drumbeat register import.",
  required: "Choisissez un programme.",
  askType: "Le fichier n’indique pas de type. Choisissez-en un.",
  askDates: "Des dates comme 12/01 peuvent se lire de deux façons dans ce fichier. Choisissez.",
  empty: "Collez ici les lignes, en-têtes d’abord.",
  file: {
    scope:
      "Drumbeat ne peut pas ouvrir de fichier ici. L’administration ajoute le droit files:read par manifest.yml\u00a0; en attendant, appuyez de nouveau sur Importer… et collez les lignes.",
    gone: "Slack n’a plus ce fichier. Déposez-le de nouveau.",
    "too-large": "Un fichier dans Slack peut avoir 5\u00a0Mo. Scindez-le, ou utilisez drumbeat register import.",
    "no-answer": "Slack n’a pas donné le fichier. Réessayez dans une minute.",
  },
  problems: (count) =>
    `${plural("fr", count, "Ce point est", `Ces ${count} points sont`)} à corriger dans le fichier\u00a0; rien ne peut encore être importé\u00a0:`,
  preview: "Ce qui changerait",
  into: (file, program) => `${file} dans ${program}`,
  pasted: "lignes collées",
  nothing: "Il n’y a rien à importer\u00a0: tout est inchangé.",
  isNew: (item) => `Nouveau\u00a0: ${item}`,
  changes: { description: "autre description", details: "autres détails" },
  more: (count) => `et ${count} de plus`,
  apply: "Importer",
  after: "Vous pourrez annuler pendant dix minutes. Les porteurs ne sont informés qu’ensuite.",
  done: "Import fait",
  close: "Fermer",
  doneIn: (program, counts) => `Import dans ${program}\u00a0: ${counts}`,
  undoUntil: (until) => `Vous pouvez l’annuler jusqu’à ${until}\u00a0; les porteurs sont informés ensuite.`,
  undo: "Annuler l’import",
  undone: (count) =>
    `L’import est annulé\u00a0: ${count} ${plural("fr", count, "élément est", "éléments sont")} comme avant.`,
  left: (codes) => `Modifiés entre-temps, donc laissés tels quels\u00a0: ${codes}.`,
};

export const importScreenTexts = { en, fr };
