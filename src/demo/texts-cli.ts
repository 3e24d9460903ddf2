/** Texts of the command `drumbeat sandbox`, with its errors. */

import { terminalTexts } from "../platform/texts/command-line.ts";
import type { Language } from "../platform/texts/language.ts";

const en = {
  usage: `Usage: npm run sandbox [-- [--lang en|fr] [--scenario FILE] [--once] [--database FILE|URL] [--out DIR]
                            [--port N] [--faults SEED] [--seed SEED]]
       npm run sandbox -- --months N --out DIR         the story and N months more, all written down
       npm run sandbox -- --empty                      people and no programs
       npm run sandbox -- --people N [--programs N]    a large workspace
       npm run sandbox -- --serve [--http URL] [--manifest FILE] [--port N] [--slack-port N]
                                                       Slack for a process of its own, at real speed
       npm run -s drumbeat -- sandbox move hour|day|week|next
       npm run -s drumbeat -- sandbox as HANDLE look
       npm run -s drumbeat -- sandbox as HANDLE command "/drumbeat …"
       npm run -s drumbeat -- sandbox as HANDLE press "BUTTON"
       npm run -s drumbeat -- sandbox as HANDLE join|leave #CHANNEL|@GROUP
       npm run -s drumbeat -- sandbox as HANDLE answer CADENCE KEY=VALUE …
       npm run -s drumbeat -- sandbox as HANDLE fill FIELD VALUE | submit | close | say "WORDS"
       all of them: [--url ADDRESS]`,
  because: "because",
  notPlayed: "The scenario cannot be played:",
  newMessages: (counts: string, more: number) => `New messages: ${counts}${more > 0 ? ` and ${more} others` : ""}`,
  to: (handle: string, count: number) => `${handle}: ${count}`,
  nothingNew: "Nothing new.",
  howFar: "Say how far: hour, day, week or next.",
  whoAndWhat: "Say who you are and what you do.",
  pair: (given: string) => `An answer is KEY=VALUE, not ${given}.`,
  nobodyAnswers: (url: string) => `No sandbox answers at ${url}. Start one with: npm run sandbox`,
  noJson: (file: string, _cause: unknown) => `${file} cannot be read`,
  exists: (file: string) => `${file} exists already: a scenario is played into a new database. Name another file.`,
  /** Of what Node finds in a command line. */
  notParsed: (error: unknown) => (error instanceof Error ? error.message : String(error)),
  monthsOfNothing: (other: string) => `--months goes on after a story, and --${other} has none: leave one of them out.`,
  monthsInto: "--months writes everything down: say where with --out DIR.",
  worlds: (options: readonly string[]) => `${options.join(" and ")} are different workspaces: choose one of them.`,
  noPeople: (people: number) => `--programs needs people: say how many, for example --people ${people} --programs 200.`,
  noLanguage: (given: string, all: readonly string[]) => `--lang ${given} cannot be: give ${all.join(" or ")}.`,
  between: (option: string, given: string, least: number, most: number) =>
    `${option} ${given} cannot be: give a whole number from ${least} to ${most}.`,
};

export type SandboxTexts = typeof en;

const fr: SandboxTexts = {
  usage: `Usage\u00a0: npm run sandbox [-- [--lang en|fr] [--scenario FICHIER] [--once] [--database FICHIER|URL] [--out DOSSIER]
                             [--port N] [--faults GRAINE] [--seed GRAINE]]
        npm run sandbox -- --months N --out DOSSIER     le récit et N mois de plus, consignés dans des fichiers
        npm run sandbox -- --empty                      des personnes, sans programme
        npm run sandbox -- --people N [--programs N]    un grand espace de travail
        npm run sandbox -- --serve [--http URL] [--manifest FICHIER] [--port N] [--slack-port N]
                                                        Slack pour un autre processus, en temps réel
        npm run -s drumbeat -- sandbox move hour|day|week|next
        npm run -s drumbeat -- sandbox as IDENTIFIANT look
        npm run -s drumbeat -- sandbox as IDENTIFIANT command "/drumbeat …"
        npm run -s drumbeat -- sandbox as IDENTIFIANT press "BOUTON"
        npm run -s drumbeat -- sandbox as IDENTIFIANT join|leave #CANAL|@GROUPE
        npm run -s drumbeat -- sandbox as IDENTIFIANT answer POINT_D_ÉTAPE CLÉ=VALEUR …
        npm run -s drumbeat -- sandbox as IDENTIFIANT fill CHAMP VALEUR | submit | close | say "TEXTE"
        partout\u00a0: [--url ADRESSE]`,
  because: "car",
  notPlayed: "Le scénario ne peut pas être joué\u00a0:",
  newMessages: (counts, more) => `Nouveaux messages\u00a0: ${counts}${more > 0 ? ` et ${more} autres` : ""}`,
  to: (handle, count) => `${handle} (${count})`,
  nothingNew: "Rien de nouveau.",
  howFar: "Indiquez de combien avancer\u00a0: hour, day, week ou next.",
  whoAndWhat: "Indiquez qui vous êtes et ce que vous faites.",
  pair: (given) => `Une réponse s’écrit CLÉ=VALEUR, et non ${given}.`,
  nobodyAnswers: (url) => `Aucun bac à sable ne répond à ${url}. Démarrez-en un avec\u00a0: npm run sandbox`,
  noJson: (file, cause) => `${terminalTexts.fr.cannotBeUsed(file)} ${terminalTexts.fr.unread(cause)}`,
  exists: (file) =>
    `${file} existe déjà\u00a0: un scénario se joue dans une nouvelle base de données. Indiquez un autre fichier.`,
  notParsed: (error) => {
    const [, given] = /'([^']+)'/.exec(en.notParsed(error)) ?? [];
    return given === undefined
      ? "Cette ligne de commande n’est pas valable."
      : `«\u00a0${given}\u00a0» ne convient pas ici.`;
  },
  monthsOfNothing: (other) =>
    `--months continue après un récit, et --${other} n’en a pas\u00a0: retirez l’une des deux options.`,
  monthsInto: "--months consigne tout dans des fichiers\u00a0: indiquez où avec --out DOSSIER.",
  worlds: (options) => `${options.join(" et ")} sont des espaces de travail différents\u00a0: choisissez-en un.`,
  noPeople: (people) =>
    `--programs a besoin de personnes\u00a0: indiquez combien, par exemple --people ${people} --programs 200.`,
  noLanguage: (given, all) => `--lang ${given} n’est pas possible\u00a0: donnez ${all.join(" ou ")}.`,
  between: (option, given, least, most) =>
    `${option} ${given} n’est pas possible\u00a0: donnez un nombre entier de ${least} à ${most}.`,
};

export const sandboxCommandTexts: Record<Language, SandboxTexts> = { en, fr };
