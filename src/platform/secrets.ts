/** Reads secrets from the environment or files, and keeps them out of command lines and texts. */
import { readFileSync } from "node:fs";
import { type DrumbeatError, errorTable } from "./errors.ts";

type Environment = Record<string, string | undefined>;

const SECRETS = [
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_SIGNING_SECRET",
  "DATABASE_URL",
  "DATABASE_MOVE_TO",
  "HTTPS_PROXY",
  "HTTP_PROXY",
] as const;
type Secret = (typeof SECRETS)[number];

const failure = errorTable({
  SECRET_TWICE: {
    en: ({ name }) => `${name} and ${name}_FILE are both set: keep one of them.`,
    fr: ({ name }) => `${name} et ${name}_FILE sont toutes deux définies\u00a0: n’en gardez qu’une.`,
  },
  SECRET_EMPTY: {
    en: ({ name, file }) => `${name}_FILE: the file ${file} is empty.`,
    fr: ({ name, file }) => `${name}_FILE\u00a0: le fichier ${file} est vide.`,
  },
  SECRET_UNREADABLE: {
    en: ({ name, file }) => `${name}_FILE: the file ${file} cannot be read by this user.`,
    fr: ({ name, file }) => `${name}_FILE\u00a0: cet utilisateur ne peut pas lire le fichier ${file}.`,
  },
  PASSWORD_ON_COMMAND_LINE: {
    en: ({ option, variable }) =>
      `everybody on this machine can read a command line: give the address with its password as ${variable} in the environment, or in a file named by ${variable}_FILE, and leave ${option} out.`,
    fr: ({ option, variable }) =>
      `tout le monde sur cette machine peut lire une ligne de commande\u00a0: donnez l’adresse avec son mot de passe par la variable ${variable}, ou dans un fichier que désigne ${variable}_FILE, et retirez ${option}.`,
  },
});

/**
 * The environment with mounted secrets: if `NAME_FILE` is set, `NAME` is that file's trimmed text. Reports every
 * problem.
 */
export function withSecretFiles(env: Environment): { env: Environment; problems: DrumbeatError[] } {
  const problems: DrumbeatError[] = [];
  const found: Environment = {};
  for (const name of SECRETS) {
    const file = env[`${name}_FILE`]?.trim();
    if (!file) continue;
    if (env[name]?.trim()) problems.push(failure("SECRET_TWICE", { name }));
    else
      try {
        found[name] = readFileSync(file, "utf8").trim();
        if (found[name] === "") problems.push(failure("SECRET_EMPTY", { name, file }));
      } catch {
        problems.push(failure("SECRET_UNREADABLE", { name, file }));
      }
  }
  return { env: { ...env, ...found }, problems };
}

/** A secret, or undefined. Throws SECRET_TWICE, SECRET_EMPTY, SECRET_UNREADABLE. */
export function secretFrom(env: Environment, name: Secret): string | undefined {
  const { env: whole, problems } = withSecretFiles(env);
  const problem = problems.find(({ params }) => params.name === name);
  if (problem) throw problem;
  return whole[name]?.trim() ? whole[name] : undefined;
}

const ADDRESS = /^[a-z][a-z\d+.-]*:\/\/(.*)$/is;

/** Throws PASSWORD_ON_COMMAND_LINE if the option's URL has a password; `variable` is for that. */
export function refusePassword(address: string | undefined, option: string, variable: Secret): void {
  const rest = ADDRESS.exec(address ?? "")?.[1] ?? "";
  if (/:[^@]*@/.test(rest) || /[?&]password=/i.test(rest))
    throw failure("PASSWORD_ON_COMMAND_LINE", { option, variable });
}

/** A database location without user, password and settings. */
export function shownLocation(location: string): string {
  const rest = ADDRESS.exec(location)?.[1];
  // The password may contain an unencoded @: cut up to the last one.
  return rest === undefined ? location : rest.slice(rest.lastIndexOf("@") + 1).replace(/[?#].*$/s, "");
}
