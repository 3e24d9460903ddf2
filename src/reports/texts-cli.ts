/** What `drumbeat digest` says of itself. */
import type { Language } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat digest preview --reader HANDLE [--rhythm weekly|monthly|quarterly|annual] [--at INSTANT]
       drumbeat digest list --reader HANDLE [--rhythm …] [--at INSTANT]
       drumbeat digest show --reader HANDLE [--digest ID] [--rhythm …] [--at INSTANT]
       preview, show: [--format text|markdown|json] [--pdf FILE]
                      --names --reason "…"       by name, once another person has agreed in Slack
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`,
  aHandle: "must be the handle of a person",
  nobody: (handle: string) => `nobody has the handle ${handle}`,
  inSeveral: (handle: string) => `${handle} is in several workspaces: give --workspace`,
  noSuchDigest: "this reader has no such digest",
  noneToCome: "this reader has no digest coming up",
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat digest preview --reader IDENTIFIANT [--rhythm weekly|monthly|quarterly|annual] [--at INSTANT]
        drumbeat digest list --reader IDENTIFIANT [--rhythm …] [--at INSTANT]
        drumbeat digest show --reader IDENTIFIANT [--digest ID] [--rhythm …] [--at INSTANT]
        preview, show\u00a0: [--format text|markdown|json] [--pdf FICHIER]
                         --names --reason "…"      avec les noms, une fois qu’une autre personne a accepté dans Slack
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]`,
  aHandle: "doit être l’identifiant d’une personne",
  nobody: (handle) => `personne n’a l’identifiant ${handle}`,
  inSeveral: (handle) => `${handle} figure dans plusieurs espaces de travail\u00a0: indiquez-en un avec --workspace`,
  noSuchDigest: "cette personne n’a pas reçu cette synthèse",
  noneToCome: "aucune synthèse n’est prévue pour cette personne",
};

export const digestCommandTexts: Record<Language, typeof en> = { en, fr };
