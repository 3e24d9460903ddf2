import { describe, expect, it } from "vitest";
import { type Config, readConfig } from "../../src/platform/config.ts";
import { exceptionsFrom, type Proxies, proxyFor, proxyFrom } from "../../src/platform/proxies.ts";

const TOKENS = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };

function configured(env: Record<string, string>): Config {
  const result = readConfig({ ...TOKENS, ...env });
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.config;
}

function problemsOf(env: Record<string, string>): string[] {
  const result = readConfig({ ...TOKENS, ...env });
  return result.ok ? [] : result.problems;
}

describe("the address of a proxy", () => {
  it.each([
    ["http://proxy.example:3128", "proxy.example:3128", "http://proxy.example:3128", null],
    ["https://proxy.example", "proxy.example:443", "https://proxy.example", null],
    ["http://[::1]:8080", "[::1]:8080", "http://[::1]:8080", null],
    ["http://drum:b%40eat%3A@proxy.example:3128", "proxy.example:3128", "http://proxy.example:3128", "drum:b@eat:"],
    ["http://token@proxy.example:3128", "proxy.example:3128", "http://proxy.example:3128", "token:"],
  ])("is read of %s", (written, shown, url, secret) => {
    const authorization = secret === null ? null : `Basic ${btoa(secret)}`;
    expect(proxyFrom(written)).toEqual({ shown, url, authorization });
  });

  it.each([
    ["http://", "no address of a proxy"],
    ["http://drum:quet#zal@proxy.example:3128", "no address of a proxy"],
    ["socks5://drum:quetzal@proxy.example:1080", "begins with http:// or https://"],
    ["http://drum:quetzal@proxy.example:3128/proxy.pac", "nothing follows it"],
    ["http://drum:quet%zal@proxy.example:3128", "are not encoded"],
  ])("is refused at the start where it is %s, and not repeated", (written, says) => {
    for (const variable of ["HTTPS_PROXY", "http_proxy"]) {
      const said = problemsOf({ [variable]: written }).join("\n");
      expect(said).toMatch(new RegExp(`^${variable}: `));
      expect(said).toContain(says);
      expect(said).not.toMatch(/quet|zal/);
    }
  });
});

describe("the proxies of the environment", () => {
  it("are none where nothing is set, or blank, or only what is reached without one", () => {
    expect(configured({ NO_PROXY: "*", HTTPS_PROXY: " " })).not.toHaveProperty("proxies");
  });

  it("go by lower case first, and one for https says nothing of http", () => {
    const { proxies } = configured({ HTTPS_PROXY: "upper:1", https_proxy: "lower:2", no_proxy: "a b,c" });
    expect([proxies?.https?.shown, proxies?.http, proxies?.except]).toEqual(["lower:2", null, ["a", "b", "c"]]);
  });
});

it.each<[string, string, boolean]>([
  ["", "https://slack.com/api/", true],
  ["*", "https://slack.com/api/", false],
  ["SLACK.com", "wss://wss-primary.slack.com/link", false],
  [".slack.com", "https://files.slack.com/", false],
  ["slack.com", "https://myslack.com/", true],
  ["files.slack.com", "https://slack.com/", true],
  ["slack.com:8443", "https://slack.com/", true],
  ["10.0.0.0/8, ::1", "http://[::1]:4700/api/", false],
  ["[::1]:4700", "http://[::1]:4700/api/", false],
])("NO_PROXY=%s, asked for %s: through a proxy %s", (written, address, isThrough) => {
  const proxy = { shown: "p:1", url: "http://p:1", authorization: null };
  const proxies: Proxies = { https: proxy, http: proxy, except: exceptionsFrom(written) };
  expect(proxyFor(proxies, address) !== null).toBe(isThrough);
});
