import { expect, it } from "vitest";
import { z } from "zod";
import { openPage } from "./open-page.ts";

it("brings all its modules with the page: what it still asks for is few", async () => {
  const { url } = await openPage();
  const page = await (await fetch(url)).text();
  const [, json = ""] = /<script type="importmap"[^>]*>(.*?)<\/script>/s.exec(page) ?? [];
  const { imports } = z.object({ imports: z.record(z.string(), z.string()) }).parse(JSON.parse(json));
  const modules = Object.entries(imports).filter(([, at]) => at.startsWith("data:text/javascript"));
  expect(modules.map(([name]) => name)).toEqual(expect.arrayContaining(["page/client/page.ts", "json.ts", "preact"]));
  for (const [name, at] of modules) {
    const source = Buffer.from(at.slice(at.indexOf(",") + 1), "base64").toString();
    const imported = [...source.matchAll(/^(?:import|export) .*?from\s*"([^"]+)"/gm)].map(([, from = ""]) => from);
    for (const from of imported) expect(Object.keys(imports), name).toContain(from);
  }
  const asked = [...page.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, address = ""]) => address);
  for (const address of [...asked, ...Object.values(imports).filter((at) => at.startsWith("/"))])
    expect((await fetch(new URL(address, url))).status, address).toBe(200);
  expect(asked.length).toBeLessThan(5);
});
