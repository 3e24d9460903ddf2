/** What `drumbeat digest` says of itself. */
import type { Language } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat digest preview --reader HANDLE --rhythm weekly|monthly|quarterly|annual [--at INSTANT] [--format text|markdown|json] [--pdf FILE] [--csv FILE]
       drumbeat digest list --reader HANDLE
       drumbeat digest show --reader HANDLE --edition ID [--format text|markdown|json] [--pdf FILE] [--csv FILE]
       preview, show: --names --reason "…"       by name, once another person has agreed in Slack
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID]`,
  aHandle: "must be the handle of a person",
  anEdition: "must be the id of an edition",
  nobody: (handle: string) => `nobody has the handle ${handle}`,
  inSeveral: (handle: string) => `${handle} is in several workspaces: give --workspace`,
  noSuchEdition: "this reader has no such edition",
  edition: (count: number) => `edition ${count}`,
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat digest preview --reader IDENTIFIANT --rhythm weekly|monthly|quarterly|annual [--at INSTANT] [--format text|markdown|json] [--pdf FICHIER] [--csv FICHIER]
        drumbeat digest list --reader IDENTIFIANT
        drumbeat digest show --reader IDENTIFIANT --edition ID [--format text|markdown|json] [--pdf FICHIER] [--csv FICHIER]
        preview, show\u00a0: --names --reason "…"      avec les noms, une fois qu’une autre personne a accepté dans Slack
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]`,
  aHandle: "doit être l’identifiant d’une personne",
  anEdition: "doit être l’identifiant d’une édition",
  nobody: (handle) => `personne n’a l’identifiant ${handle}`,
  inSeveral: (handle) => `${handle} figure dans plusieurs espaces de travail\u00a0: indiquez-en un avec --workspace`,
  noSuchEdition: "cette personne n’a pas reçu cette édition",
  edition: (count) => `édition ${count}`,
};

export const digestCommandTexts: Record<Language, typeof en> = { en, fr };
