import type { IncomingMessage } from "node:http";
import type { OAuth2Service } from "oauth2-mock-server";
import { demoPeople } from "../../demo-people.ts";

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const choicePage = (asked: URLSearchParams): string => {
  const links = demoPeople.map(({ id, description, claims }) => {
    const query = new URLSearchParams([...asked, ["login_hint", id]]);
    return `<li><a href="/authorize?${escaped(query.toString())}">${escaped(String(claims.name))} <small>${escaped(id)}: ${escaped(description)}</small></a></li>`;
  });
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>选择演示人员 Choose a demo person</title>
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}ul{list-style:none;padding:0}a{display:block;padding:.7rem;margin:.5rem 0;border:1px solid #888;border-radius:.5rem;color:inherit;text-decoration:none}small{display:block;color:#555}</style>
<h1>选择演示人员</h1><p>Sign in as one of these made-up people.</p><ul>${links.join("")}</ul></html>`;
};

/**
 * Shows the demo people where a real issuer asks for a password. A page that already names one (`login_hint`)
 * gets their code at once. Answers who each code was given for.
 */
export function letPeopleChoose(service: OAuth2Service, url: string): ReadonlyMap<string, string> {
  const personOfCode = new Map<string, string>();
  service.addRoute("GET", "/people", (request, response) => {
    const { searchParams } = new URL(request.url ?? "", url);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(choicePage(searchParams));
  });
  service.on("beforeAuthorizeRedirect", ({ url: redirect }: { url: URL }, request: IncomingMessage) => {
    const asked = new URL(request.url ?? "", url).searchParams;
    const person = asked.get("login_hint");
    const known = demoPeople.some(({ id }) => id === person);
    if (person && known) personOfCode.set(redirect.searchParams.get("code") ?? "", person);
    else {
      asked.delete("login_hint");
      redirect.href = `${url}/people?${asked}`;
    }
  });
  return personOfCode;
}
