/** What a terminal shows of a workspace that is served. */
import type { Language } from "./language.ts";

const en = {
  isUp: "Slack is up. See the workspace in a browser:",
  thereAre: (people: string, channel?: string) => `In it: ${people}${channel ? `; all of them in #${channel}` : ""}.`,
  forProcess: "Start your app with this in its environment:",
  waitsFor: (url: string) => `Requests go to ${url} as soon as it answers Slack’s challenge.`,
  reached: (url: string) => `${url} answers.`,
  howToEnd: "Ctrl+C ends it.",
  usage: "Usage: slack-sandbox --manifest FILE [--socket | --http URL] [--port N] [--slack-port N] [--lang en|fr]",
  noManifest: "Say which app it is: --manifest FILE, the manifest that Slack would be given.",
  unread: (file: string) => `${file} cannot be read.`,
  noPort: (given: string) => `${given} is no port: give a whole number from 1 to 65535.`,
  oneWay: "--socket and --http are two ways to reach an app: choose one.",
  needsHttp: "The manifest has no Socket Mode: say where your app takes requests with --http URL.",
  noAddress: (given: string) => `${given} is no address: give one such as http://127.0.0.1:3000/slack/events.`,
};

const fr: typeof en = {
  isUp: "Slack est prêt. L’espace de travail dans un navigateur\u00a0:",
  thereAre: (people, channel) => `Sur place\u00a0: ${people}${channel ? `, toutes et tous dans #${channel}` : ""}.`,
  forProcess: "Démarrez votre application avec ces variables d’environnement\u00a0:",
  waitsFor: (url) => `Les requêtes iront à ${url} dès que cette adresse répondra au défi de Slack.`,
  reached: (url) => `${url} répond.`,
  howToEnd: "Ctrl+C pour terminer.",
  usage:
    "Usage\u00a0: slack-sandbox --manifest FICHIER [--socket | --http URL] [--port N] [--slack-port N] [--lang en|fr]",
  noManifest: "Indiquez de quelle application il s’agit\u00a0: --manifest FICHIER, le manifeste donné à Slack.",
  unread: (file) => `Impossible de lire ${file}.`,
  noPort: (given) => `${given} n’est pas un port\u00a0: donnez un nombre entier de 1 à 65535.`,
  oneWay: "--socket et --http sont deux façons d’atteindre une application\u00a0: choisissez-en une.",
  needsHttp:
    "Le manifeste est sans Socket Mode\u00a0: indiquez avec --http URL où votre application reçoit les requêtes.",
  noAddress: (given) => `${given} n’est pas une adresse\u00a0: donnez par exemple http://127.0.0.1:3000/slack/events.`,
};

export const servingTexts: Record<Language, typeof en> = { en, fr };
