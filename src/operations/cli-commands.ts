import type { CliCommands } from "../app/cli-command-types.ts";

export const operationCommands: CliCommands = {
  doctor: {
    usage: {
      en: "doctor [--live [--as HANDLE]] [--json]  checks the installation and says how to fix problems",
      fr: "doctor [--live [--as IDENTIFIANT]] [--json]  vérifie l’installation et dit comment corriger les problèmes",
    },
    run: async (args, above) => (await import("./cli.ts")).doctor(args, above),
  },
  manifest: {
    usage: {
      en: "manifest [--http ADDRESS] [--lang fr]   what to paste into Slack to make the app",
      fr: "manifest [--http ADRESSE] [--lang fr]        ce qu’il faut coller dans Slack pour créer l’application",
    },
    run: async (args) => (await import("./manifest/cli.ts")).run(args, process.env),
  },
  backup: {
    usage: {
      en: "backup FOLDER|FILE | --record WHAT      a checked copy of the database, while Drumbeat runs",
      fr: "backup DOSSIER|FICHIER | --record NOM        une copie vérifiée de la base de données, pendant que Drumbeat fonctionne",
    },
    run: async (args) => (await import("./cli.ts")).backup(args),
  },
  restore: {
    usage: {
      en: "restore FILE --to FILE                  puts a backup in place; Drumbeat must not run",
      fr: "restore FICHIER --to FICHIER                 remet une sauvegarde en place\u00a0; Drumbeat doit être arrêté",
    },
    run: async (args) => (await import("./cli.ts")).restore(args),
  },
  move: {
    usage: {
      en: "move --to postgres://…                  everything of a SQLite file into an empty PostgreSQL database",
      fr: "move --to postgres://…                       tout un fichier SQLite dans une base PostgreSQL vide",
    },
    run: async (args) => (await import("./cli.ts")).move(args),
  },
  vacuum: {
    usage: {
      en: "vacuum                                  writes the database anew, without what was deleted; stop Drumbeat before",
      fr: "vacuum                                       réécrit la base de données sans ce qui a été supprimé\u00a0; arrêtez d’abord Drumbeat",
    },
    run: async (args) => (await import("./cli.ts")).vacuum(args),
  },
  messages: {
    usage: {
      en: "messages status|pause|resume            stops all messages, and how many wait",
      fr: "messages status|pause|resume                 suspend tous les messages, et dit combien attendent",
    },
    run: async (args) => (await import("./messages-cli.ts")).run(args, process.env),
  },
};
