/** What docs/privacy.md and docs/fr/confidentialite.md say: `DRUMBEAT_WRITE_DOCS=1 npx vitest run test/privacy/docs` writes them. */

import { dossierMarkdown } from "../../src/privacy/dossier/markdown.ts";
import { outlineOf } from "../../src/privacy/dossier/outline.ts";
import { asItComes } from "./a-configuration.ts";

export const DOCS = { en: "docs/privacy.md", fr: "docs/fr/confidentialite.md" } as const;

const HEADS = {
  en: `<!-- Written by test/privacy/docs.test.ts from src/privacy/dossier: change it there. -->

The dossier that \`drumbeat dossier --lang en\` writes, of a workspace as it comes with a check-in of each template; yours
has your own settings, counts and measures.
`,
  fr: `<!-- Écrit par test/privacy/docs.test.ts à partir de src/privacy/dossier : à modifier là. -->

Le dossier qu’écrit \`drumbeat dossier --lang fr\`, pour un espace de travail tel qu’installé, avec un point d’étape de chaque
modèle ; le vôtre porte vos propres réglages, effectifs et mesures.
`,
};

export function docIn(language: keyof typeof DOCS): string {
  const [title = "", ...rest] = dossierMarkdown(outlineOf(asItComes(), language)).split("\n\n");
  return [title, HEADS[language].trimEnd(), ...rest].join("\n\n");
}
