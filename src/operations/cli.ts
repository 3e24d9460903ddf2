/** `drumbeat doctor`, `backup`, `restore`, `vacuum` and `move`: for whoever runs Drumbeat. */
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { CliContext } from "../app/cli-command-types.ts";
import { systemClock } from "../platform/clock.ts";
import { databaseFrom } from "../platform/config.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { refusePassword, secretFrom, shownLocation } from "../platform/secrets.ts";
import { startFailure } from "../platform/start-failure.ts";
import { isLanguage, type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { backUp, noteBackUp, restore as restoreCopy } from "./backup.ts";
import { backUpInto } from "./backup-folder.ts";
import { examine } from "./doctor.ts";
import { countsOf } from "./doctor-thresholds.ts";
import { sizeIn } from "./format-size-and-duration.ts";
import { move as moveAll } from "./move-to-postgres.ts";
import { type OperationTexts, operationTexts } from "./texts.ts";
import { operationCommandTexts } from "./texts-cli.ts";
import { vacuum as vacuumAll } from "./vacuum.ts";

/** Looks, and changes nothing; `--live` sends a message and removes it. Ends with 1 when something does not work. */
export function doctor(args: string[], above: CliContext): Promise<number> {
  return operate("doctor", args, async ({ database, json, live, as, language, texts }) => {
    if (as !== undefined && !live) return null;
    const exam = live ? { shown: await above.shown(), events: await above.events(), as } : undefined;
    const findings = await examine(
      {
        env: { ...process.env, DATABASE_URL: database, DATABASE_URL_FILE: undefined },
        database,
        clock: systemClock(),
        language,
        zoneData: process.versions.tz ?? "",
      },
      exam,
    );
    const lines = findings.map(({ check, state, sentence, facts }) => ({
      check,
      state,
      message: texts.doctor[sentence](facts),
    }));
    const counts = countsOf(lines);
    if (json) process.stdout.write(`${JSON.stringify(lines, null, 2)}\n`);
    else {
      const width = Math.max(...Object.values(texts.states).map(({ length }) => length));
      for (const { state, message } of lines)
        process.stdout.write(`${texts.states[state].padEnd(width)}  ${message}\n`);
      process.stdout.write(`${texts.summary(counts)}\n`);
    }
    return counts.fail > 0 ? 1 : 0;
  });
}

export function backup(args: string[]): Promise<number> {
  return operate("backup", args, async ({ database, file, record, language, texts }) => {
    const now = systemClock().now();
    if (record !== undefined) {
      if (file !== undefined || record.trim() === "") return null;
      const isRecorded = await noteBackUp(database, record.trim(), now);
      if (isRecorded) process.stdout.write(`${texts.recorded(record.trim())}\n`);
      else process.stderr.write(`${texts.notRecorded}\n`);
      return isRecorded ? 0 : 1;
    }

    if (file === undefined) return null;
    const isFolder = (await stat(file).catch(() => null))?.isDirectory() ?? false;
    const copy = isFolder ? backUpInto : backUp;
    const made = await copy(database, file, now, process.env);

    const size = sizeIn(language, made.bytes);
    process.stdout.write(
      `${made.contents ? texts.backedUp({ file: made.file, size, ...made.contents }) : texts.dumped(made.file, size)}\n`,
    );
    if (!made.isNoted) process.stderr.write(`${texts.notNoted}\n`);
    return 0;
  });
}

export function restore(args: string[]): Promise<number> {
  return operate("restore", args, async ({ file, to, texts }) => {
    if (file === undefined || to === undefined) return null;
    const { previousFile, isAsNoted, ...restored } = await restoreCopy(file, to, systemClock().now());
    process.stdout.write(`${texts.restored(restored)}\n`);
    if (!isAsNoted) process.stderr.write(`${texts.unnoted(file)}\n`);
    if (previousFile !== null) process.stdout.write(`${texts.previousSaved(previousFile)}\n`);
    return 0;
  });
}

export function vacuum(args: string[]): Promise<number> {
  return operate("vacuum", args, async ({ database, file, language, texts }) => {
    if (file !== undefined) return null;
    const { before, after } = await vacuumAll(database);
    process.stdout.write(`${texts.vacuumed(database, sizeIn(language, before), sizeIn(language, after))}\n`);
    return 0;
  });
}

export function move(args: string[]): Promise<number> {
  return operate("move", args, async ({ database, file, to, texts }) => {
    refusePassword(to, "--to", "DATABASE_MOVE_TO");
    const target = to ?? secretFrom(process.env, "DATABASE_MOVE_TO");
    if (file !== undefined || target === undefined) return null;
    const tables = await moveAll(database, target, systemClock().now());
    for (const table of tables) process.stdout.write(`${texts.movedTable(table)}\n`);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    process.stdout.write(`${texts.moved(shownLocation(target), rows)}\n`);
    return 0;
  });
}

interface Given {
  database: string;
  file: string | undefined;
  to: string | undefined;
  record: string | undefined;
  json: boolean;
  live: boolean;
  as: string | undefined;
  language: Language;
  texts: OperationTexts;
}

/** Null from `work` means that something is missing: the usage is shown. */
async function operate(
  name: "doctor" | "backup" | "restore" | "vacuum" | "move",
  args: string[],
  work: (given: Given) => Promise<number | null>,
): Promise<number> {
  const given = read(args);
  const language = given?.language ?? operatorsLanguage(process.env);
  try {
    const code = given ? await work(given) : null;
    if (code !== null) return code;
    process.stderr.write(`${operationCommandTexts[language].usage[name]}\n`);
    return 1;
  } catch (error) {
    const target = name === "move" ? (given?.to ?? process.env.DATABASE_MOVE_TO) : undefined;
    const sentence = startFailure(error, { database: target || (given?.database ?? "") }, language);
    process.stderr.write(`${operationTexts[language].failed(sentence)}\n`);
    return 1;
  }
}

function read(args: string[]): Given | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        database: { type: "string" },
        to: { type: "string" },
        record: { type: "string" },
        lang: { type: "string" },
        json: { type: "boolean", default: false },
        live: { type: "boolean", default: false },
        as: { type: "string" },
      },
    });
    if (positionals.length > 1 || (values.lang !== undefined && !isLanguage(values.lang))) return null;
    const language = operatorsLanguage(process.env, values.lang);
    return {
      database: databaseFrom(values.database, process.env),
      file: positionals[0],
      to: values.to,
      record: values.record,
      json: values.json,
      live: values.live,
      as: values.as,
      language,
      texts: operationTexts[language],
    };
  } catch (error) {
    if (error instanceof DrumbeatError) throw error;
    return null;
  }
}
