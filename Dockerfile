# The local run in a container; nothing of AWS is in it.
#   docker build -t sparkify .
#   docker run --rm sparkify demo
#   docker run --rm -it --network host -v "$PWD/home:/data" sparkify watch     (on Linux: the page listens on 127.0.0.1 only)
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
# The launcher builds, with stand-ins for the packages that the source lacks. A program's folder is in one of two places.
RUN ./sparkify --version \
    && mkdir -p /app/src \
    && cp -r artifacts/*/bin/Sparkify.Cli/release* /app/bin \
    && cp -r serverless.template aws-lambda-tools-defaults.json /app/ \
    && cp -r src/StateMachine src/Dashboard /app/src/

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
# The home of a command that names none is .sparkify below this.
WORKDIR /data
VOLUME /data
ENTRYPOINT ["dotnet", "/app/bin/sparkify.dll"]
