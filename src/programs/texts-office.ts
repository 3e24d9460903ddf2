import { plural } from "../platform/texts/language.ts";

const en = {
  open: "Office (PMO)…",
  title: "Office (PMO)",
  about:
    "The office sees and changes the programs of a label, or all, as their leads do, and marks flagship programs. No check-ins are asked of it.",
  none: "No one has an office here yet.",
  done: "Done",
  give: "Give someone an office…",
  end: "End",
  all: "all programs",
  programs: (count: number) => `${count} ${plural("en", count, "program", "programs")}`,
  cut: (count: number) => `${count} more.`,
  formTitle: "New office",
  save: "Give",
  close: "Cancel",
  required: "Please fill this in.",
  person: "Who",
  label: "Label of their programs",
  labelHint: (names: string) =>
    `Such as Department: Retail. Left empty: all programs.${names && ` Used here: ${names}.`}`,
  flagship: "Flagship program",
  flagshipHint: "Comes first in digests, beside what’s as important.",
  /** `scope`: all programs, or a label. */
  given: (by: string, scope: string) => `${by} gave you the office (PMO) over ${scope}.`,
  means:
    "In these programs you see what their leads see, and who’s late. You can change what they can, approve where you’re asked, and mark flagship programs. You get no check-ins for it.",
  byLabel: "It covers a program for as long as it has this label.",
  portfolio: "Portfolio",
  home: (count: number) => `Office (PMO): ${en.programs(count)}`,
  why: (by: string) => `${by}, who looks after Drumbeat here, gave you the office (PMO).`,
};

const fr: typeof en = {
  open: "Bureau des programmes…",
  title: "Bureau des programmes",
  about:
    "Le bureau voit et modifie les programmes d’une étiquette, ou tous, comme leurs responsables, et désigne les programmes phares. Aucun point d’étape ne lui est demandé.",
  none: "Personne n’a encore ce rôle ici.",
  done: "Terminé",
  give: "Confier un bureau…",
  end: "Mettre fin",
  all: "tous les programmes",
  programs: (count) => `${count} ${plural("fr", count, "programme", "programmes")}`,
  cut: (count) => `Et ${count} de plus.`,
  formTitle: "Nouveau bureau",
  save: "Confier",
  close: "Annuler",
  required: "Champ à remplir.",
  person: "Qui",
  label: "Étiquette de ses programmes",
  labelHint: (names) =>
    `Par exemple Direction\u00a0: Magasins. Vide\u00a0: tous les programmes.${names && ` Déjà utilisées ici\u00a0: ${names}.`}`,
  flagship: "Programme phare",
  flagshipHint: "En tête des synthèses, à importance égale.",
  given: (by, scope) => `${by} vous a confié le bureau des programmes pour ${scope}.`,
  means:
    "Dans ces programmes, vous voyez ce que voient leurs responsables, et qui est en retard. Vous pouvez modifier ce qu’ils peuvent modifier, approuver là où on vous le demande, et désigner les programmes phares. Aucun point d’étape ne vous est demandé à ce titre.",
  byLabel: "Un programme en fait partie tant qu’il porte cette étiquette.",
  portfolio: "Portefeuille",
  home: (count) => `Bureau des programmes\u00a0: ${fr.programs(count)}`,
  why: (by) => `${by}, de l’administration de Drumbeat, vous a confié le bureau des programmes.`,
};

export const officeTexts = { en, fr };
