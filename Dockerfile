# docker build -t regard .                                   CPU
# docker build -t regard-gpu --build-arg PROFILES=dist,gpu \
#              --build-arg RUNTIME=nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04 .
ARG RUNTIME=debian:trixie-slim

FROM debian:trixie-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven openjdk-21-jdk-headless \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY pom.xml .
COPY src/main src/main
ARG PROFILES=dist
RUN mvn --batch-mode --no-transfer-progress -P"$PROFILES" -DskipTests package
# Unpacked here, ONNX Runtime need not unpack itself into a temporary folder at every start.
RUN mkdir target/native && cd target/native \
 && jar --extract --file "$(ls ../lib/onnxruntime*.jar)" ai/onnxruntime/native \
 && mv ai/onnxruntime/native/linux-"$(uname -m | sed 's/x86_64/x64/')"/* . && rm -r ai

FROM ${RUNTIME}
RUN apt-get update \
 && apt-get install -y --no-install-recommends openjdk-21-jre-headless curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home regard \
 && install -d -o regard -g regard /data
WORKDIR /opt/regard
COPY --from=build /build/target/regard.jar ./
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/native native
COPY models models
COPY webroot webroot
USER regard
# Everything that is written goes to the one volume, temporary files too: the root file system may be read-only.
ENV REGARD_HOST=0.0.0.0 REGARD_PORT=8080 REGARD_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD curl -fsS http://127.0.0.1:8080/health/ready || exit 1
ENTRYPOINT ["java", "-Donnxruntime.native.path=/opt/regard/native", "-Djava.io.tmpdir=/data", "-jar", "regard.jar"]
