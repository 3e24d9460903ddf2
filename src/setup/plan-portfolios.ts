/** Plans the portfolios of a set-up file. */
import type { NewCadence } from "../cadences/changes.ts";
import type { ActorContext } from "../people/actors.ts";
import { errorTable } from "../platform/errors.ts";
import { coverageColumns, covers } from "../programs/coverage.ts";
import type { NewProgram } from "../programs/creating.ts";
import { proposedKey, refuseUnlessKey } from "../programs/keys.ts";
import type { Label } from "../programs/labels.ts";
import { type PortfolioForm, refuseUnlessMayCover } from "../programs/portfolios.ts";
import { type Program, programByKey, refuseUnlessMayChange } from "../programs/programs.ts";
import { programsCovered } from "../programs/programs-covered.ts";
import { personToAsk } from "./person-to-ask.ts";
import type { SetupPortfolio } from "./setup-file.ts";

export const setupFailure = errorTable({
  KEY_OF_PORTFOLIO: {
    en: ({ key }) => `“${key}” is the key of a portfolio here. Give the program another one.`,
    fr: ({ key }) => `«\u00a0${key}\u00a0» est ici la clé d’un portefeuille. Donnez-en une autre au programme.`,
  },
  KEY_OF_PROGRAM: {
    en: ({ key }) => `“${key}” is the key of a program here. Give the portfolio another one.`,
    fr: ({ key }) => `«\u00a0${key}\u00a0» est ici la clé d’un programme. Donnez-en une autre au portefeuille.`,
  },
});

type PlannedPortfolio = PortfolioForm & { key: string; shortKey: string };

/** A portfolio of the file, existing or to be created. */
export interface PortfolioStep {
  kind: "portfolio";
  key: string;
  portfolio: { existing: Program } | { wanted: PlannedPortfolio };
  /** Of a new one, the titles of the programs that its members will read, those of the file among them. */
  covered: readonly string[];
  /** Cadences to create. */
  cadences: Omit<NewCadence, "program">[];
  /** Number of existing ones among the portfolio and its cadences. */
  there: number;
}

/** `programs`: those that the file creates; `keys`: short keys that it uses already. */
export async function planPortfolios(
  ctx: ActorContext,
  portfolios: readonly SetupPortfolio[],
  { programs, keys }: { programs: readonly NewProgram[]; keys: readonly string[] },
): Promise<PortfolioStep[]> {
  const used = [...keys];
  const steps: PortfolioStep[] = [];
  for (const portfolio of portfolios) {
    const existing = await programByKey(ctx.db, ctx.actor.workspace_id, portfolio.key);
    if (existing?.kind === "program") throw setupFailure("KEY_OF_PROGRAM", { key: portfolio.key });
    if (existing) {
      await refuseUnlessMayChange(ctx.db, ctx.actor, existing, ctx);
      steps.push({
        kind: "portfolio",
        key: portfolio.key,
        portfolio: { existing },
        covered: [],
        cadences: [],
        there: 1,
      });
      continue;
    }
    const wanted = await planPortfolio(ctx, portfolio, used);
    used.push(wanted.shortKey);
    const covered = await titlesCovered(ctx, wanted.label, programs);
    steps.push({ kind: "portfolio", key: portfolio.key, portfolio: { wanted }, covered, cadences: [], there: 0 });
  }
  return steps;
}

async function planPortfolio(
  ctx: ActorContext,
  file: SetupPortfolio,
  keys: readonly string[],
): Promise<PlannedPortfolio> {
  const { db, actor } = ctx;
  const { key, title, covers: label = null, quorum = null } = file;
  await refuseUnlessMayCover(ctx, label);
  const personOf = (handle: string) => personToAsk(db, actor, handle);
  const personOrNull = async (handle: string | undefined) => (handle === undefined ? null : personOf(handle));

  const members: PortfolioForm["members"][number][] = [];
  for (const handle of file.members) members.push(await personOf(handle));
  const secretary = await personOrNull(file.secretary);
  const chair = await personOrNull(file.chair);
  const shortKey = file.shortKey ?? (await proposedKey(db, actor.workspace_id, title, keys));
  await refuseUnlessKey(db, actor.workspace_id, shortKey);
  return { key, shortKey, title, label, members, secretary, chair, quorum };
}

async function titlesCovered(
  { db, actor }: ActorContext,
  label: Label | null,
  programs: readonly NewProgram[],
): Promise<string[]> {
  const coverage = coverageColumns(label);
  const created = programs.filter(({ labels = [] }) => covers("committee", coverage, { isPortfolio: false, labels }));
  const existing = await programsCovered(db, actor.workspace_id, label);
  return [...existing, ...created].map(({ title }) => title);
}
