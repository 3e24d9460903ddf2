/** What each picture shows, in words that are read in it; a picture without them does not compile. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export type Language = "en" | "fr";
export type PictureName = keyof typeof PICTURES;

export const LANGUAGES = ["en", "fr"] as const satisfies Language[];

/** Words of each language that the picture shows: what its name promises, and what sets it apart from those like it. */
const PICTURES = {
  "admin-settings": {
    en: ["Settings", "Who can create programs?", "Any workspace member", "Working week"],
    fr: ["Réglages", "Qui peut créer des programmes ?", "Tous les membres", "Semaine de travail"],
  },
  approval: {
    en: ["Loyalty journeys", "Margaret Osei"],
    fr: ["Retrait en magasin", "Hélène"],
  },
  "request-decided": {
    en: ["✓ Sign with Swift Couriers", "You can undo it until", "Undo"],
    fr: ["✓ Signer avec Rapido", "Vous pouvez l’annuler jusqu’à", "Annuler"],
  },
  request: {
    en: ["Sign with Swift Couriers for £38,000 a year?", "Waiting costs:", "3. Do nothing"],
    fr: ["Signer avec Rapido pour 38 000 € par an ?", "Coût de l’attente :", "3. Ne rien faire"],
  },
  away: { en: ["I’m away", "16 October 2026", "Priya Raman"], fr: ["Absence", "16 octobre 2026", "Nadia Benali"] },
  "cadence-preview": {
    en: ["Review and save", "Goes out every day from Monday to Friday with the morning message", "Next dates"],
    fr: [
      "Vérifier et enregistrer",
      "Envoi : chaque jour du lundi au vendredi avec le message du matin",
      "Prochaines dates",
    ],
  },
  "digest-picture": {
    en: ["October · 4 programs", "for Margaret Osei", "changed status"],
    fr: ["Octobre · 3 programmes", "pour Hélène", "de statut"],
  },
  "first-steps": {
    en: ["Only visible to you", "First step"],
    fr: ["Visible uniquement par vous", "Première étape"],
  },
  "form-daily-planned": {
    en: ["Daily team check-in", "What you planned – tick what’s done"],
    fr: ["Point quotidien", "Ce que vous prévoyiez : cochez ce qui est fait"],
  },
  "home-lead": {
    en: ["Now", "Programs", "at risk since 8 Oct"],
    fr: ["Maintenant", "Programmes", "à risque depuis le 8 oct."],
  },
  "home-sponsor": {
    en: ["Needs you", "Programs, worst first", "at risk"],
    fr: ["À vous", "Programmes, les plus préoccupants d’abord", "à risque"],
  },
  "plan-program": {
    en: ["“Store pick-up”: who gets what in the next 2 weeks"],
    fr: ["« Retrait en magasin » : qui recevra quoi dans les 2 prochaines semaines"],
  },
  prompt: {
    en: ["Tuesday 6 October · due", "Nothing to report"],
    fr: ["mardi 6 octobre · échéance", "Rien à signaler"],
  },
  receipt: { en: ["✓ Checked in Mon 5 Oct", "Edit"], fr: ["✓ Point fait le lun. 5 oct.", "Corriger"] },
  register: { en: ["Register", "4 items", "ACT-1"], fr: ["Registre", "4 éléments", "ACT-1"] },
  "request-receipt": {
    en: ["Request to Margaret Osei", "Add options…", "Withdraw"],
    fr: ["Demande à Philippe Garnier", "Ajouter des options…", "Retirer"],
  },
} as const satisfies Record<string, Record<Language, readonly [string, ...string[]]>>;

/** What the picture has to show and `read`, which stands in it, does not say. Kinds of spaces are no difference. */
export function unshown(name: PictureName, language: Language, read: string): string[] {
  const said = withPlainSpaces(read);
  return PICTURES[name][language].filter((words) => !said.includes(words));
}

/** What is wrong with the pictures in a folder: one is missing, not known, or the same as another one. */
export async function problemsOf(folder: string): Promise<string[]> {
  const due = LANGUAGES.flatMap((language) => Object.keys(PICTURES).map((name) => `${language}-${name}.png`));
  const files = (await readdir(folder)).sort();
  const problems = [
    ...due.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => !due.includes(file)).map((file) => `${file} is made by nothing`),
  ];
  const seen = new Map<string, string>();
  for (const file of files) {
    const bytes = createHash("sha256")
      .update(await readFile(join(folder, file)))
      .digest("hex");
    const same = seen.get(bytes);
    if (same) problems.push(`${file} is the same picture as ${same}`);
    seen.set(bytes, file);
  }
  return problems;
}

function withPlainSpaces(text: string): string {
  return text.replace(/\s+/g, " ");
}
