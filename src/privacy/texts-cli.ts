/** What `drumbeat person export` says. */
import type { Language } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat person export HANDLE [--format json|pdf] [--out FILE]   once they have asked for it
       drumbeat person export HANDLE --reason "…"                      once another person has agreed in Slack
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`,
  format: "--format must be json or pdf",
  noFile: "a PDF goes into a file: name it with --out",
  notAskedFor: (handle: string) =>
    `${handle} has not asked for a copy. They do so in /drumbeat my data, behind Download…; else say why with --reason "…", which they read, and a second person agrees in Slack.`,
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat person export IDENTIFIANT [--format json|pdf] [--out FICHIER]   une fois que la personne l’a demandé
        drumbeat person export IDENTIFIANT --reason "…"                         une fois qu’une autre personne a accepté dans Slack
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]`,
  format: "--format doit être json ou pdf",
  noFile: "un PDF va dans un fichier\u00a0: indiquez-le avec --out",
  notAskedFor: (handle) =>
    `${handle} n’a pas demandé de copie. Cela se fait dans /drumbeat mes données, avec Télécharger…\u00a0; sinon, indiquez pourquoi avec --reason "…", que cette personne lira, et une seconde personne accepte dans Slack.`,
};

export const personCommandTexts: Record<Language, typeof en> = { en, fr };
