/**
 * nginx's whole configuration for testapp. Every request is answered with the pod's name and the peer it saw, and the same
 * line goes to the log: `{"id":"7f","pod":"testapp-…","peerAddress":"10.244.0.1","peerPort":40312}`. The id is that of
 * the path `/r/<id>`, otherwise null. It runs as any user on a read-only root: whatever nginx writes is under /tmp.
 */
export const NGINX_CONFIG = String.raw`daemon off;
pid /tmp/nginx.pid;
error_log stderr warn;
worker_processes 1;

events {
  worker_connections 4096;
}

http {
  # All five, though none is used: nginx makes each folder at its start.
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;

  server_tokens off;
  default_type application/json;
  # The client decides when a connection ends; nginx would end it after 1000 requests.
  keepalive_requests 1000000;

  # Letters, digits, dot, hyphen and underscore only, so that the answer stays JSON.
  map $uri $id {
    "~^/r/(?<given>[A-Za-z0-9._-]+)$" '"$given"';
    default null;
  }
  map "" $seen {
    default '{"id":$id,"pod":"$hostname","peerAddress":"$remote_addr","peerPort":$remote_port}';
  }
  log_format seen escape=none '$seen';
  access_log /dev/stdout seen;

  server {
    listen 80;

    location / {
      return 200 "$seen\n";
    }

    # The kubelet's question each second is no request.
    location = /ready {
      access_log off;
      return 204;
    }
  }
}
`;
