/** What `drumbeat person export` says. */
import type { Language } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat person export HANDLE --reason "…" [--format json|pdf] [--out FILE]
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`,
  format: "--format must be json or pdf",
  noFile: "a PDF goes into a file: name it with --out",
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat person export IDENTIFIANT --reason "…" [--format json|pdf] [--out FICHIER]
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]`,
  format: "--format doit être json ou pdf",
  noFile: "un PDF va dans un fichier\u00a0: indiquez-le avec --out",
};

export const personCommandTexts: Record<Language, typeof en> = { en, fr };
