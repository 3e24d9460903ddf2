/** What `drumbeat export check-ins` says of itself. */
import type { Language } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: drumbeat export check-ins [--format jsonl|csv] [--database FILE|URL] [--workspace SLACK_TEAM_ID]
       drumbeat export check-ins --names --reason "…"     by name, once another person has agreed in Slack`,
  failed: (why: string) => `The export failed: ${why}`,
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat export check-ins [--format jsonl|csv] [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]
        drumbeat export check-ins --names --reason "…"     avec les noms, une fois qu’une autre personne a accepté dans Slack`,
  failed: (why) => `L’export a échoué\u00a0: ${why}`,
};

export const exportCommandTexts: Record<Language, typeof en> = { en, fr };
