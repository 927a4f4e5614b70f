@echo off
rem Starts camel-clio, or one of its commands, on Windows. Needs Java 17 or newer. As bin/camel-clio, but values in
rem conf\camel-clio.env have to stand without quotes, and of lines with one name the first counts.
setlocal disabledelayedexpansion
for %%i in ("%~dp0..") do set "HOME_DIR=%%~fi"
if not defined CAMEL_CLIO_ENV set "CAMEL_CLIO_ENV=%HOME_DIR%\conf\camel-clio.env"
if exist "%CAMEL_CLIO_ENV%" for /f "usebackq eol=# tokens=1,* delims==" %%n in ("%CAMEL_CLIO_ENV%") do if not defined %%n set "%%n=%%o"
if not defined ROUTES_DIR set "ROUTES_DIR=%HOME_DIR%\routes"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:+ExitOnOutOfMemoryError %JAVA_OPTS% -cp "%HOME_DIR%;%HOME_DIR%\lib\camel-clio.jar" io.camelclio.app.ClioToKafka %*
