import fc from "fast-check";
import { it } from "vitest";
import { aDatabase } from "../support/databases.ts";
import { playThrough } from "./quarter-world.ts";
import { quarter } from "./quarters.ts";
import { silentIn } from "./silence.ts";
it("scratch", async () => {
  const found = new Map<string, { n: number; ex: string }>();
  const N = Number(process.env.N ?? 60);
  let i = 0;
  const acts = new Map<string, number>();
  const t = Date.now();
  for (const drawn of fc.sample(quarter, { numRuns: N, seed: Number(process.env.SEED ?? 1) })) {
    i += 1;
    const db = await aDatabase("SQLite");
    const seen = new Set<string>();
    try {
      const done = await playThrough(db, drawn, async ({ now, done }) => {
        for (const one of await silentIn(db, now)) {
          if (seen.has(one.id)) continue;
          seen.add(one.id);
          const m = /^(\w+) with (\S+), raised by (\S+), (\{.*?\}), up (.*), due (.*)$/.exec(one.why);
          const d = m?.[4] ?? "";
          const cls = [
            one.code.split(" ")[0],
            m?.[1],
            m?.[2] === "null" ? "unowned" : "",
            d.includes("askedBack") ? "askedBack" : "",
            d.includes("circulation") ? "vote" : "",
            d.includes("deferred") ? "deferred" : "",
            m?.[5] === "undefined" ? "norow" : /"check_at":null/.test(m?.[5] ?? "") ? "unchecked" : "checked",
            m?.[6] === "[]"
              ? "nodue"
              : "due:" + [...new Set([...(m?.[6] ?? "").matchAll(/"by":"([\w-]+)"/g)].map((x) => x[1]))],
          ].join(" ");
          const f = found.get(cls) ?? { n: 0, ex: "" };
          f.n += 1;
          if (!f.ex || f.ex.length > 1500) {
            const evs = await db
              .selectFrom("item_event")
              .select(["at", "event", "actor_id", "after"])
              .where("item_id", "=", one.id)
              .execute();
            f.ex = `case ${i} ${now} ${one.code} ${one.why}\n   ${evs.map((e) => `${e.at.slice(0, 16)} ${e.event} ${e.actor_id}`).join("\n   ")}\n   acts: ${done
              .slice(-3)
              .map((a) => `${a.day} ${a.name} ${a.a},${a.b},${a.c},${a.d}`)
              .join(" | ")}`;
          }
          found.set(cls, f);
        }
      });
      for (const { name } of done) acts.set(name, (acts.get(name) ?? 0) + 1);
    } catch (e) {
      console.log("THROWN case", i, e instanceof Error ? e.stack : e);
    } finally {
      await db.destroy();
    }
  }
  console.log((Date.now() - t) / N, "ms a case", JSON.stringify([...acts]));
  for (const [cls, f] of [...found].sort((a, b) => b[1].n - a[1].n)) console.log(`== ${f.n} ${cls}\n   ${f.ex}`);
}, 900_000);
