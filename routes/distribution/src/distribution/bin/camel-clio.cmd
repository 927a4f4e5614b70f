@echo off
rem Starts camel-clio, or one of its commands, on Windows. Needs Java 17 or newer. As bin/camel-clio, but values in
rem conf\camel-clio.env have to stand without quotes, and of lines with one name the first counts.
setlocal disabledelayedexpansion
for %%i in ("%~dp0..") do set "HOME_DIR=%%~fi"
set "SETTINGS=%HOME_DIR%\conf\camel-clio.env"
if defined CAMEL_CLIO_ENV set "SETTINGS=%CAMEL_CLIO_ENV%"
if exist "%SETTINGS%" goto read
if not defined CAMEL_CLIO_ENV goto start
echo camel-clio: CAMEL_CLIO_ENV is "%CAMEL_CLIO_ENV%", which is not there 1>&2
exit /b 2
:read
for /f "usebackq eol=# tokens=1,* delims==" %%n in ("%SETTINGS%") do if not defined %%n set "%%n=%%o"
:start
if not defined ROUTES_DIR set "ROUTES_DIR=%HOME_DIR%\routes"
if not defined KAFKA_CONFIG_DIR set "KAFKA_CONFIG_DIR=%HOME_DIR%\kafka-config"
set "CLASSES="
if exist "%HOME_DIR%\lib\camel-clio.jsa" set CLASSES="-XX:SharedArchiveFile=%HOME_DIR%\lib\camel-clio.jsa"
if not defined JAVA_OPTS set "JAVA_OPTS=-XX:+UseSerialGC -Xms64m"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:+ExitOnOutOfMemoryError -Xlog:disable -Xlog:all=warning:stderr %CLASSES% %JAVA_OPTS% -cp "%HOME_DIR%\lib\camel-clio.jar" io.camelclio.app.ClioToKafka %*
