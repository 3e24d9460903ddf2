export const MOST_LABELS = 10;
export const LONGEST_NAME = 40;
export const LONGEST_VALUE = 80;
type Why = "no-pair" | "long-name" | "long-value" | "twice" | "too-many";

const en = {
  labels: "Labels",
  labelsHint: (known: string) =>
    `One per line, such as Department: Retail.${known && ` Used here: ${known}.`} Program members can see them.`,
  pair: (name: string, value: string) => `${name}: ${value}`,
  wrongLabel: {
    "no-pair": (line: string) => `Enter each label as Name: value. This line isn’t: ${line}`,
    "long-name": (line: string) => `A label’s name can have at most ${LONGEST_NAME} characters: ${line}`,
    "long-value": (line: string) => `A label’s value can have at most ${LONGEST_VALUE} characters: ${line}`,
    twice: (line: string) => `This label appears twice: ${line}`,
    "too-many": (line: string) => `A program can have at most ${MOST_LABELS} labels. This is one too many: ${line}`,
  } satisfies Record<Why, (line: string) => string>,
};

const fr: typeof en = {
  labels: "Étiquettes",
  labelsHint: (known) =>
    `Une par ligne, comme Direction\u00a0: Magasins.${known && ` Déjà utilisées ici\u00a0: ${known}.`} Les membres du programme les voient.`,
  pair: (name, value) => `${name}\u00a0: ${value}`,
  wrongLabel: {
    "no-pair": (line) =>
      `Écrivez chaque étiquette sous la forme Nom\u00a0: valeur. Cette ligne ne l’est pas\u00a0: ${line}`,
    "long-name": (line) => `Le nom d’une étiquette compte ${LONGEST_NAME} caractères au plus\u00a0: ${line}`,
    "long-value": (line) => `La valeur d’une étiquette compte ${LONGEST_VALUE} caractères au plus\u00a0: ${line}`,
    twice: (line) => `Cette étiquette figure deux fois\u00a0: ${line}`,
    "too-many": (line) => `Un programme a ${MOST_LABELS} étiquettes au plus. Celle-ci est de trop\u00a0: ${line}`,
  },
};

export const labelTexts = { en, fr };
