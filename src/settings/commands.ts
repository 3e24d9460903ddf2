/** Words of `/drumbeat` that lead to one screen or another, by who types them. */
import type { NamedCommand } from "../app/capability.ts";
import { isAdmin, type Person, readerOf } from "../people/people.ts";
import { adminNames } from "../people/settings.ts";
import type { Services } from "../platform/services.ts";
import { textsFor, whomToAsk } from "../platform/texts/language.ts";
import { actions, lineOf, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { preferencesCommand } from "./preferences/listeners.ts";
import { adminCommand } from "./workspace/listeners.ts";

/** « réglages »: of the workspace for an admin, else one's own. */
export function settingsCommand(services: Services): NamedCommand<Person> {
  const admin = adminCommand(services);
  const preferences = preferencesCommand(services);
  return {
    word: "configuration",
    otherWords: { fr: ["réglages", "paramètres"] },
    isUnlisted: true,
    help: (reader) => preferences.help(reader),
    label: (reader) => preferences.label(reader),
    handle: (call) => (isAdmin(call.actor) ? admin : preferences).handle(call),
  };
}

/** What one may take out oneself, and who has the rest. */
export function exportCommand({ db }: Pick<Services, "db">): NamedCommand<Person> {
  return {
    word: "export",
    otherWords: { en: ["download", "csv", "excel"], fr: ["exporter", "télécharger"] },
    isUnlisted: true,
    help: (reader) => textsFor(commandTexts, reader).export.label,
    label: (reader) => textsFor(commandTexts, reader).export.label,
    async handle({ actor }) {
      const reader = readerOf(actor);
      const texts = textsFor(commandTexts, reader).export;
      const text = isAdmin(actor)
        ? texts.admin
        : texts.ask(whomToAsk(reader, await adminNames(db, actor.workspace_id)));
      return { text, blocks: [section(lineOf(text)), actions("export", commandButton(texts.own, "my-data"))] };
    },
  };
}

const en = {
  export: {
    label: "Export",
    admin:
      "The register and the check-ins are exported on the server, by `drumbeat register export` and `drumbeat export check-ins`. Your own data you can take along from here.",
    ask: (who: string) =>
      `Exports of all data are made by the admins: ask ${who}. Your own data you can take along from here.`,
    own: "My data",
  },
};

const fr: typeof en = {
  export: {
    label: "Exporter",
    admin:
      "Le registre et les points d’étape s’exportent sur le serveur, par `drumbeat register export` et `drumbeat export check-ins`. Vos propres données se téléchargent ici.",
    ask: (who) =>
      `Les exports complets passent par l’administration de Drumbeat\u00a0: demandez à ${who}. Vos propres données se téléchargent ici.`,
    own: "Mes données",
  },
};

const commandTexts = { en, fr };
