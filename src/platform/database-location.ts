/** Checks a database's location: a file or a PostgreSQL URL. */
import { type DrumbeatError, errorTable } from "./errors.ts";

const failure = errorTable({
  LOCATION_IS_FILE: {
    en: ({ scheme }) =>
      `a SQLite database is named by its file alone, such as data/drumbeat.db or /srv/drumbeat/drumbeat.db: leave out ${scheme}.`,
    fr: ({ scheme }) =>
      `une base SQLite est désignée par son seul fichier, comme data/drumbeat.db ou /srv/drumbeat/drumbeat.db\u00a0: retirez ${scheme}.`,
  },
  LOCATION_UNKNOWN: {
    en: ({ scheme }) =>
      `Drumbeat does not know ${scheme}: give a SQLite file, or postgres://user:password@host/database.`,
    fr: ({ scheme }) =>
      `Drumbeat ne connaît pas ${scheme}\u00a0: donnez un fichier SQLite, ou postgres://utilisateur:motdepasse@hôte/base.`,
  },
  LOCATION_NOT_ENCODED: {
    en: () =>
      "the address of the database cannot be read. In its user and password write @ as %40, / as %2F, : as %3A, # as %23, ? as %3F and % as %25; it reads postgres://user:password@host:port/database.",
    fr: () =>
      "l’adresse de la base est illisible. Dans l’utilisateur et le mot de passe, écrivez @ sous la forme %40, / %2F, : %3A, # %23, ? %3F et % %25\u00a0; elle s’écrit postgres://utilisateur:motdepasse@hôte:port/base.",
  },
});

/**
 * The problem of a location, or null. Shows only the URL's scheme: an unencoded password (RFC 3986, section 2.1) may be
 * anywhere in it.
 */
export function locationProblem(location: string): DrumbeatError | null {
  const [, scheme, rest = ""] = /^([a-z][a-z\d+.-]+:(?:\/\/)?)(.*)$/is.exec(location) ?? [];
  if (scheme === undefined) return null;
  if (/^(sqlite3?|file):/i.test(scheme)) return failure("LOCATION_IS_FILE", { scheme });
  // A file may have a colon in its name.
  if (!scheme.endsWith("//")) return null;
  if (!/^postgres(ql)?:/.test(scheme)) return failure("LOCATION_UNKNOWN", { scheme });
  const [authority = "", after = ""] = rest.split(/(?=[/?#])(.*)/s, 2);
  // A question mark of a password stands before the host, where no database is named yet.
  const beforeSettings = after.startsWith("?") ? after : after.replace(/\?.*$/s, "");
  const isCut = !authority.includes("@") && beforeSettings.includes("@");
  const hasSeveral = authority.split("@").length > 2;
  return isCut || hasSeveral || !isReadable(location) ? failure("LOCATION_NOT_ENCODED") : null;
}

function isReadable(address: string): boolean {
  try {
    const { username, password } = new URL(address);
    decodeURIComponent(`${username}${password}`);
    return true;
  } catch {
    return false;
  }
}
