# docker build -t glossator . && docker run --rm -u "$(id -u)" -v "$PWD:/work" glossator score docs
FROM rust:1-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
# git is what --changed-since asks.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /src/target/release/glossator /usr/local/bin/glossator
WORKDIR /work
ENTRYPOINT ["glossator"]
CMD ["--help"]
