/** Problems of the environment, for its author. */
import type { z } from "zod";
import type { Language } from "./texts/language.ts";
import { zodInFrench } from "./texts/zod-in-french.ts";

function inWords(
  issue: z.core.$ZodRawIssue,
  { number, prefixes }: { number(least: string, most: string): string; prefixes: Record<string, string> },
): string | undefined {
  if (issue.code === "custom" && issue.params) return number(String(issue.params.least), String(issue.params.most));
  return issue.code === "invalid_format" && typeof issue.prefix === "string" ? prefixes[issue.prefix] : undefined;
}

const en = {
  of: (variable: string, what: string) => `${variable}: ${what}`,
  wrong: (issue: z.core.$ZodRawIssue): ReturnType<z.core.$ZodErrorMap> =>
    inWords(issue, {
      number: (least, most) => `give a ${least.includes(".") ? "" : "whole "}number from ${least} to ${most}`,
      prefixes: { "xoxb-": "a bot token starts with xoxb-", "xapp-": "an app-level token starts with xapp-" },
    }),
  noBotToken: "SLACK_BOT_TOKEN is missing: Slack app settings → OAuth & Permissions (xoxb-…).",
  noWay:
    "SLACK_APP_TOKEN (Socket Mode: Basic Information → App-Level Tokens, scope connections:write, xapp-…) or SLACK_SIGNING_SECRET (HTTP: Basic Information → App Credentials) is missing.",
  twoWays:
    "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: keep the first for Socket Mode or the second for HTTP.",
  inClear: "SLACK_API_URL: tokens go by https:// alone, but on this machine.",
  noMetricsPort: "METRICS_PORT is missing: METRICS_HOST is the address at which that port is opened.",
  sameMetricsPort: "METRICS_PORT is the same as PORT: give it another number, or leave it out.",
  unknownOption: (given: string) => `${given} is no option; the only one is --new.`,
  cannotStart: (why: string) => `Drumbeat cannot start: ${why}`,
  cannotStartYet: (problems: readonly string[]) =>
    [
      "Drumbeat cannot start:",
      ...problems.map((problem) => `  • ${problem}`),
      "Set these in the environment or in a file named .env. The README tells how to make the Slack app from manifest.yml.",
      "To try Drumbeat without Slack: npm run sandbox",
    ].join("\n"),
};

const fr: typeof en = {
  of: (variable, what) => `${variable}\u00a0: ${what}`,
  wrong: (issue) =>
    inWords(issue, {
      number: (least, most) => `indiquez un nombre ${least.includes(".") ? "" : "entier "}de ${least} à ${most}`,
      prefixes: { "xoxb-": "un jeton de bot commence par xoxb-", "xapp-": "un jeton d’application commence par xapp-" },
    }) ?? zodInFrench(issue),
  noBotToken: "SLACK_BOT_TOKEN manque\u00a0: réglages de l’application Slack → OAuth & Permissions (xoxb-…).",
  noWay:
    "Il manque SLACK_APP_TOKEN (Socket Mode\u00a0: Basic Information → App-Level Tokens, droit connections:write, xapp-…) ou SLACK_SIGNING_SECRET (HTTP\u00a0: Basic Information → App Credentials).",
  twoWays:
    "SLACK_APP_TOKEN et SLACK_SIGNING_SECRET sont toutes deux définies\u00a0: gardez la première pour le Socket Mode, ou la seconde pour HTTP.",
  inClear: "SLACK_API_URL\u00a0: les jetons ne passent que par https://, sauf sur cette machine.",
  noMetricsPort: "METRICS_PORT manque\u00a0: METRICS_HOST est l’adresse à laquelle ce port est ouvert.",
  sameMetricsPort: "METRICS_PORT est identique à PORT\u00a0: donnez-lui un autre numéro, ou retirez-la.",
  unknownOption: (given) => `${given} n’est pas une option\u00a0; la seule est --new.`,
  cannotStart: (why) => `Drumbeat ne peut pas démarrer\u00a0: ${why}`,
  cannotStartYet: (problems) =>
    [
      "Drumbeat ne peut pas démarrer\u00a0:",
      ...problems.map((problem) => `  • ${problem}`),
      "Indiquez ces variables dans l’environnement ou dans un fichier nommé .env. Le README.fr.md dit comment créer l’application Slack à partir de manifest.yml.",
      "Pour essayer Drumbeat sans Slack\u00a0: npm run sandbox",
    ].join("\n"),
};

export const configTexts: Record<Language, typeof en> = { en, fr };
