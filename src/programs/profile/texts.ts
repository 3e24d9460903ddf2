import { plural } from "../../platform/texts/language.ts";
import { type LabelProblem, LONGEST_NAME, LONGEST_VALUE, MOST_LABELS } from "./rules.ts";
import type { BudgetProblem } from "./rules-budget.ts";

const en = {
  labels: "Labels",
  labelsHint: (known: string) =>
    `One per line, such as Department: Retail.${known && ` Used here: ${known}.`} Program members can see them.`,
  budget: "Budget",
  /** `amount`: 1.2 as the reader writes it. */
  budgetHint: (amount: string) =>
    `${amount}M EUR, or with what’s spent and the date: ${amount}M EUR, spent 400k, as of 31 Oct. Without a date: as of today.`,
  pair: (name: string, value: string) => `${name}: ${value}`,
  wrongLabel: {
    "no-pair": (line: string) => `Enter each label as Name: value. This line isn’t: ${line}`,
    "long-name": (line: string) => `A label’s name can have at most ${LONGEST_NAME} characters: ${line}`,
    "long-value": (line: string) => `A label’s value can have at most ${LONGEST_VALUE} characters: ${line}`,
    twice: (line: string) => `This label appears twice: ${line}`,
    "too-many": (line: string) => `A program can have at most ${MOST_LABELS} labels. This is one too many: ${line}`,
  } satisfies Record<LabelProblem["why"], (line: string) => string>,
  /** Of labels and budgets as a table. */
  table: {
    labels: "label.…",
    columns: (known: string) => `${known} and label.… for each label`,
    noKey: "enter a program key in every row",
    noProgram: (key: string) => `there is no program ${key}`,
    twice: (key: string) => `${key} appears twice`,
    notAnAmount: (given: string) => `"${given}" isn’t an amount such as 1200000 or 1200000.50`,
    noPlanned: "enter the planned amount",
    notACurrency: (given: string) => `"${given}" isn’t a currency code such as EUR`,
    future: "this date is in the future; enter the day the numbers are from",
    nothingChanged: (file: string) => `${file}: nothing was changed:`,
    changed: (changed: number, equal: number, isTrial: boolean) =>
      `${changed} ${plural("en", changed, "program", "programs")} ${isTrial ? "would change" : "changed"}, ${equal} equal.`,
    usage: `Usage: drumbeat programs export
       drumbeat programs import FILE [--dry-run]
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID] [--lang en|fr]`,
  },
  wrongBudget: {
    form: (amount: string) => `Enter it like this: ${amount}M EUR, spent 400k, as of 31 Oct.`,
    amount: (amount: string) => `This amount can’t be read. Enter it like this: ${amount}M EUR.`,
    currency: (amount: string) => `Add the currency’s three letters, the same for both amounts: ${amount}M EUR.`,
    date: () => "This date can’t be read. Enter it like this: as of 31 Oct 2026.",
    future: () => "This date is in the future. Enter the date the numbers are from.",
  } satisfies Record<BudgetProblem, (amount: string) => string>,
};

const fr: typeof en = {
  labels: "Étiquettes",
  labelsHint: (known) =>
    `Une par ligne, comme Direction\u00a0: Magasins.${known && ` Déjà utilisées ici\u00a0: ${known}.`} Les membres du programme les voient.`,
  budget: "Budget",
  budgetHint: (amount) =>
    `${amount}\u00a0M EUR, ou avec le dépensé et la date\u00a0: ${amount}\u00a0M EUR, dépensé\u00a0: 400\u00a0k, au 31 oct. Sans date\u00a0: au jour de la saisie.`,
  pair: (name, value) => `${name}\u00a0: ${value}`,
  wrongLabel: {
    "no-pair": (line) =>
      `Écrivez chaque étiquette sous la forme Nom\u00a0: valeur. Cette ligne ne l’est pas\u00a0: ${line}`,
    "long-name": (line) => `Le nom d’une étiquette compte ${LONGEST_NAME} caractères au plus\u00a0: ${line}`,
    "long-value": (line) => `La valeur d’une étiquette compte ${LONGEST_VALUE} caractères au plus\u00a0: ${line}`,
    twice: (line) => `Cette étiquette figure deux fois\u00a0: ${line}`,
    "too-many": (line) => `Un programme a ${MOST_LABELS} étiquettes au plus. Celle-ci est de trop\u00a0: ${line}`,
  },
  table: {
    labels: "Étiquette",
    columns: (known) => `${known} et Étiquette\u00a0: … pour chaque étiquette`,
    noKey: "indiquez la clé d’un programme dans chaque ligne",
    noProgram: (key) => `il n’y a pas de programme ${key}`,
    twice: (key) => `${key} figure deux fois`,
    notAnAmount: (given) => `«\u00a0${given}\u00a0» n’est pas un montant\u00a0; écrivez-le comme 1200000 ou 1200000,50`,
    noPlanned: "indiquez le montant prévu",
    notACurrency: (given) => `«\u00a0${given}\u00a0» n’est pas un code de devise comme EUR`,
    future: "cette date est dans le futur\u00a0; indiquez le jour où les chiffres ont été relevés",
    nothingChanged: (file) => `${file}\u00a0: rien n’a été modifié\u00a0:`,
    changed: (changed, equal, isTrial) => {
      const verb = isTrial
        ? plural("fr", changed, "serait modifié", "seraient modifiés")
        : plural("fr", changed, "modifié", "modifiés");
      return `${changed} ${plural("fr", changed, "programme", "programmes")} ${verb}, ${equal} sans changement.`;
    },
    usage: `Usage\u00a0: drumbeat programs export
        drumbeat programs import FICHIER [--dry-run]
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID] [--lang en|fr]`,
  },
  wrongBudget: {
    form: (amount) => `Écrivez-le ainsi\u00a0: ${amount}\u00a0M EUR, dépensé\u00a0: 400\u00a0k, au 31 oct.`,
    amount: (amount) => `Ce montant n’est pas lisible. Écrivez-le ainsi\u00a0: ${amount}\u00a0M EUR.`,
    currency: (amount) =>
      `Ajoutez la devise en trois lettres, la même pour les deux montants\u00a0: ${amount}\u00a0M EUR.`,
    date: () => "Cette date n’est pas lisible. Écrivez-la ainsi\u00a0: au 31 oct. 2026.",
    future: () => "Cette date est dans le futur. Indiquez la date à laquelle les chiffres ont été relevés.",
  },
};

export const profileTexts = { en, fr };
