import { NGINX_CONFIG } from "../../components/testAppNginx";

describe("testapp's nginx.conf", () => {
  it("answers and logs the same line, which is JSON", () => {
    const line = /default '(\{"id":.*\})';/.exec(NGINX_CONFIG)?.[1] ?? "";
    const filledIn = line
      .replace("$id", '"7f"')
      .replace("$hostname", "testapp-x")
      .replace("$remote_addr", "10.244.0.1")
      .replace("$remote_port", "40312");
    expect(JSON.parse(filledIn)).toEqual({
      id: "7f",
      pod: "testapp-x",
      peerAddress: "10.244.0.1",
      peerPort: 40312,
    });
    expect(NGINX_CONFIG).toContain(String.raw`return 200 "$seen\n";`);
    expect(NGINX_CONFIG).toContain("log_format seen escape=none '$seen';");
    expect(NGINX_CONFIG).toContain("access_log /dev/stdout seen;");
  });

  it.each([
    ["/r/7f", "7f"],
    ["/r/a-B_9.z", "a-B_9.z"],
    ["/", undefined],
    ["/r/", undefined],
    ['/r/"', undefined],
    ["/r/a/b", undefined],
    ["/x/r/a", undefined],
  ])("takes from %s the id %s", (path, id) => {
    // nginx's and JavaScript's regular expressions agree on all that is in this one.
    const pattern = /"~(\^\/r\/.*\$)"/.exec(NGINX_CONFIG)?.[1] ?? "never";
    expect(new RegExp(pattern).exec(path)?.groups?.given).toBe(id);
  });
});
