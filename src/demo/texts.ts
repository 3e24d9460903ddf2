/** What a workspace that is played is called, and what a terminal shows of it. */
import { plural } from "../platform/texts/language.ts";

interface Counts {
  people: number;
  programs: number;
  events: number;
}

const en = {
  workspace: "Sandbox",
  whatIsPlayed: (name: string, { people, programs, events }: Counts) =>
    `${name}: ${people} people, ${events > 0 ? `${events} events` : `${programs || "no"} programs`}`,
  writtenTo: (folder: string) => `What everybody got is in ${folder}: people, channels, digests.`,
  isUp: (since: string) => `The workspace is up; its time goes on from ${since}. See it in a browser:`,
  orInTerminal: "Or in another terminal:",
  help: "/drumbeat help",
  checkIn: "/drumbeat check-in",
  people: (handles: string, more: number) =>
    `People: ${handles}${more > 0 ? ` and ${more.toLocaleString("en-GB")} more` : ""}`,
  howToEnd: "Ctrl+C ends it.",
};

const fr: typeof en = {
  workspace: "Bac à sable",
  whatIsPlayed: (name, { people, programs, events }) => {
    const action =
      events > 0
        ? `${events} ${plural("fr", events, "événement", "événements")}`
        : `${programs || "aucun"} ${plural("fr", programs, "programme", "programmes")}`;
    return `${name}\u00a0: ${people} ${plural("fr", people, "personne", "personnes")}, ${action}`;
  },
  writtenTo: (folder) => `Tout ce que chacun a reçu est dans ${folder}\u00a0: people, channels, digests.`,
  isUp: (since) =>
    `L’espace de travail est prêt\u00a0; son horloge part de ${since}. Pour le voir dans un navigateur\u00a0:`,
  orInTerminal: "Ou dans un autre terminal\u00a0:",
  help: "/drumbeat aide",
  checkIn: "/drumbeat point",
  people: (handles, more) =>
    `Personnes\u00a0: ${handles}${more > 0 ? ` et ${more.toLocaleString("fr-FR")} de plus` : ""}`,
  howToEnd: "Ctrl+C pour terminer.",
};

export const playTexts = { en, fr };
