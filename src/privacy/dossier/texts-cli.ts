/** What `drumbeat dossier` says of itself. */
import type { Language } from "../../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat dossier --lang en|fr [--format md|pdf] [--out FILE] [--handed-over DATE] [--reference TEXT]
       [--database FILE|URL] [--workspace SLACK_TEAM_ID]
       drumbeat dossier --words
       prints by which words an author is asked whether a text goes up, as patterns of JavaScript`,
  lang: "must be en or fr",
  format: "must be md or pdf",
  aDate: "must be a date such as 2026-11-24",
  noFile: "must name a file: a PDF is not printed",
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat dossier --lang en|fr [--format md|pdf] [--out FICHIER] [--handed-over DATE] [--reference TEXTE]
        [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]
        drumbeat dossier --words
        affiche les mots pour lesquels Drumbeat demande à l’auteur d’un texte s’il peut monter, en expressions régulières JavaScript`,
  lang: "doit être en ou fr",
  format: "doit être md ou pdf",
  aDate: "doit être une date comme 2026-11-24",
  noFile: "doit désigner un fichier\u00a0: un PDF ne s’affiche pas dans un terminal",
};

export const dossierCommandTexts: Record<Language, typeof en> = { en, fr };
