/** Texts shared by commands. */
import type { Language } from "./language.ts";

interface WorkspaceChoice {
  slack_team_id: string;
  name: string;
}

const named = (workspaces: readonly WorkspaceChoice[]) =>
  workspaces.map(({ slack_team_id: id, name }) => `${id} (${name})`).join(", ");

const en = {
  help: (lines: string, database: string) =>
    `Usage:\n${lines}\nThe database is DATABASE_URL, or ${database}; --database FILE|URL wins.`,
  noDatabase: (database: string) => `There is no database ${database}. Name it with --database.`,
  otherVersion: "This database is of another version. Start Drumbeat once, then try again.",
  noWorkspace: "There is no workspace yet.",
  whichWorkspace: (choices: readonly WorkspaceChoice[]): string =>
    choices.length > 0 ? `Name one of these workspaces with --workspace: ${named(choices)}` : en.noWorkspace,
  noSuchWorkspace: "there is no such workspace",
  severalWorkspaces: "there are several workspaces: give --workspace",
  cannotRead: (file: string) => `The file ${file} cannot be read. Check its name, and that this user may read it.`,
  cannotBeUsed: (file: string) => `${file} cannot be used:`,
  /** The reason why a file cannot be read. */
  unread: (error: unknown) => (error instanceof Error ? error.message : String(error)),
  anInstant: "must be an instant such as 2026-03-28T08:00:00Z",
};

const fr: typeof en = {
  help: (lines, database) =>
    `Usage\u00a0:\n${lines}\nLa base de données est celle de DATABASE_URL, sinon ${database}\u00a0; --database FICHIER|URL l’emporte.`,
  noDatabase: (database) => `La base de données ${database} n’existe pas. Indiquez-la avec --database.`,
  otherVersion:
    "Cette base de données vient d’une autre version. Démarrez Drumbeat une fois, puis relancez la commande.",
  noWorkspace: "Il n’y a pas encore d’espace de travail.",
  whichWorkspace: (choices) =>
    choices.length > 0
      ? `Indiquez l’un de ces espaces de travail avec --workspace\u00a0: ${named(choices)}`
      : fr.noWorkspace,
  noSuchWorkspace: "cet espace de travail n’existe pas",
  severalWorkspaces: "il y a plusieurs espaces de travail\u00a0: indiquez-en un avec --workspace",
  cannotRead: (file) =>
    `Le fichier ${file} ne peut pas être lu. Vérifiez son nom, et que cet utilisateur a le droit de le lire.`,
  cannotBeUsed: (file) => `${file} ne peut pas être utilisé\u00a0:`,
  unread: (error) => {
    const message = en.unread(error);
    if (error instanceof SyntaxError) {
      const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
      return `ce n’est pas du JSON valable${line === undefined ? "" : ` (ligne ${line}, colonne ${column})`}.`;
    }
    if (message.startsWith("ENOENT")) return "ce fichier n’existe pas.";
    if (message.startsWith("EISDIR")) return "c’est un dossier.";
    return /^(?:EACCES|EPERM)/.test(message) ? "cet utilisateur n’a pas le droit de le lire." : message;
  },
  anInstant: "doit être un instant comme 2026-03-28T08:00:00Z",
};

export const terminalTexts: Record<Language, typeof en> = { en, fr };

/** Says why a command was not done. Returns its exit code. */
export function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
