/** What operators read of an import and an export of the register. */
import { type Language, plural } from "../../platform/texts/language.ts";
import { LONGEST_TITLE } from "../codes-and-transitions.ts";

const en = {
  notOneOf: (given: string, allowed: string) => `"${given}" isn’t one of ${allowed}`,
  tooLong: (most: number) => `longer than ${most} characters`,
  notAScore: (given: string) => `"${given}" isn’t a number from 1 to 5`,
  notANumber: (given: string, least: number, most: number) =>
    `"${given}" isn’t a whole number from ${least} to ${most}`,
  notATime: (given: string) => `"${given}" isn’t a time like 14:30`,
  notAWaypoint: (given: string) => `"${given}" isn’t a day with a number, like 2027-06-30 2.9`,
  noValue: "this must be filled in",
  noTitle: "every item needs a title",
  longTitle: `longer than ${LONGEST_TITLE} characters; put the rest in the description`,
  noHandle: (given: string) => `no one has the handle or the name "${given}"`,
  severalHave: (given: string) => `several people are called "${given}"; use the handle`,
  decisionClosed: "a decision can’t be closed: it’s active until another one replaces it",
  nothingAdded: (file: string) => `Nothing was added from ${file}:`,
  added: (added: number, existing: number) =>
    `${added} ${plural("en", added, "item", "items")} added, ${existing} already in the register.`,
  completed: (name: string) => `Without an owner or a date in the file; ${name} owns them now, by these dates:`,
  wrong: {
    file: "must be a CSV file",
    program: "must be the key of a program",
    format: "must be jsonl or csv",
    lang: "must be en or fr",
  },
  usage: `Usage: drumbeat register import FILE --program KEY
       drumbeat register export [--program KEY] [--format jsonl|csv]
       drumbeat register export … --names --reason "…"   by name; each of them sees that it was made
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID] [--lang en|fr]`,
};

const fr: typeof en = {
  notOneOf: (given, allowed) => `«\u00a0${given}\u00a0» ne convient pas\u00a0; écrivez ${allowed}`,
  tooLong: (most) => `plus de ${most} caractères`,
  notAScore: (given) => `«\u00a0${given}\u00a0» n’est pas un nombre de 1 à 5`,
  notANumber: (given, least, most) => `«\u00a0${given}\u00a0» n’est pas un nombre entier de ${least} à ${most}`,
  notATime: (given) => `«\u00a0${given}\u00a0» n’est pas une heure comme 14:30`,
  notAWaypoint: (given) => `«\u00a0${given}\u00a0» n’est pas une date suivie d’un nombre, comme 30 juin 2027 2,9`,
  noValue: "cette cellule doit être remplie",
  noTitle: "chaque élément a besoin d’un intitulé",
  longTitle: `plus de ${LONGEST_TITLE} caractères\u00a0; mettez le reste dans la description`,
  noHandle: (given) =>
    `personne n’a l’identifiant ou le nom «\u00a0${given}\u00a0»\u00a0; écrivez ceux de Slack, ou laissez vide`,
  severalHave: (given) => `plusieurs personnes s’appellent «\u00a0${given}\u00a0»\u00a0; écrivez l’identifiant`,
  decisionClosed: "une décision ne se clôt pas\u00a0: elle est en vigueur jusqu’à ce qu’une autre la remplace",
  nothingAdded: (file) => `Rien n’a été ajouté depuis ${file}\u00a0:`,
  added: (added, existing) =>
    `${added} ${plural("fr", added, "élément ajouté", "éléments ajoutés")}, ${existing} déjà au registre.`,
  completed: (name) =>
    `Sans porteur ou sans échéance dans le fichier\u00a0; ${name} les porte désormais, pour ces dates\u00a0:`,
  wrong: {
    file: "doit être un fichier CSV",
    program: "doit être la clé d’un programme",
    format: "doit être jsonl ou csv",
    lang: "doit être en ou fr",
  },
  usage: `Usage\u00a0: drumbeat register import FICHIER --program CLÉ
        drumbeat register export [--program CLÉ] [--format jsonl|csv]
        drumbeat register export … --names --reason "…"   avec les noms\u00a0; chaque personne voit que le fichier existe
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID] [--lang en|fr]`,
};

export const importTexts: Record<Language, typeof en> = { en, fr };
